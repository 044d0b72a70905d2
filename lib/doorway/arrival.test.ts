import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { explainRefusedMethod } from "./arrival";

let close = () => {};
afterEach(() => close());

async function answerOf(path: string, answer: (response: ServerResponse) => void, init: RequestInit = {}) {
  const server = createServer((request, response) => {
    explainRefusedMethod(request, response);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" }, ...init });
}

const refused = {
  "ended at once": (response: ServerResponse) => {
    response.statusCode = 405;
    response.end();
  },
  "with its head written first": (response: ServerResponse) => {
    response.writeHead(405);
    response.end();
  },
};

test.each(Object.entries(refused))("a refused method says what is allowed, %s", async (_, refuse) => {
  const headers = { connection: "close", "x-request-id": "an id of theirs" };
  const answer = await answerOf("/api/w/finch/events", refuse, { method: "DELETE", headers });
  expect([answer.status, answer.headers.get("allow"), answer.headers.get("x-request-id")]).toEqual([
    405,
    "GET, HEAD",
    "an id of theirs",
  ]);
  expect(await answer.json()).toEqual({
    error: "method-not-allowed",
    message: "Use GET, HEAD here.",
    requestId: "an id of theirs",
  });
  expect((await answerOf("/access/v1/evaluation", refuse)).headers.get("allow")).toBe("POST");
});

test("what says it by itself, and any other answer, stays as it is", async () => {
  const told = await answerOf("/x", (response) => {
    response.writeHead(405, { allow: "POST" }).end("told");
  });
  expect([told.headers.get("allow"), await told.text()]).toEqual(["POST", "told"]);
  const fine = await answerOf("/x", (response) => void response.end("fine"));
  expect([fine.status, fine.headers.get("allow"), await fine.text()]).toEqual([200, null, "fine"]);
});
