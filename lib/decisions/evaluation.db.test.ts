import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type AskedHouse, edit, openAskedHouse, segments, vic, view } from "./testing/asked-house";
import { ask } from "./testing/asking";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;

beforeAll(async () => {
  asked = await openAskedHouse();
});
afterAll(() => asked.house.close());

describe("Access Evaluation", () => {
  const context = { time: "1985-10-26T01:22-07:00" };

  test("the example request is answered with a decision, and with why", async () => {
    const action = { name: "view", properties: { method: "GET" } };
    const { status, headers, body } = await asked.post("evaluation", {
      subject: vic,
      resource: segments,
      action,
      context,
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(body).toMatchObject({
      decision: true,
      context: {
        level: "Viewer",
        path: [
          {
            principal: { type: "user", id: vic.id },
            role: { name: "Viewer" },
            resource: { type: "workspace", id: asked.house.here.workspaceId },
            source: "setup",
          },
        ],
      },
    });
  });

  test("a denial says why, and what would be the smallest grant", async () => {
    const { status, body } = await asked.post("evaluation", {
      subject: vic,
      action: edit,
      resource: segments,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      decision: false,
      context: {
        level: "Viewer",
        reason: "no_grant",
        smallest_grant: {
          role: { id: asked.house.here.roles.editor, name: "Editor" },
          resource: { type: "workspace", id: asked.house.here.workspaceId, name: "here" },
        },
      },
    });
  });

  test("a permission of no feature is told with the level on the resource", async () => {
    const of = (number: 0 | 1, name: string) =>
      asked.post("evaluation", { subject: vic, action: { name }, resource: asked.campaign(number) });
    expect((await of(0, "marketing-object:edit")).body).toMatchObject({
      decision: true,
      context: { level: "Editor" },
    });
    expect((await of(1, "marketing-object:edit")).body).toMatchObject({
      decision: false,
      context: { level: "Viewer" },
    });
  });

  test("context, properties and fields that are not known change nothing", async () => {
    const plain = { subject: vic, action: view, resource: segments };
    const { body: expected } = await asked.post("evaluation", plain);
    const rich = {
      subject: { ...vic, properties: { department: "Sales", role: "admin" }, extra: 1 },
      action: { name: "view", properties: { soft: true } },
      resource: {
        ...segments,
        properties: { status: "archived", library_record: { isbn: "978-0593383322" } },
      },
      context: {
        time: "2025-06-27T18:03-07:00",
        ip: "192.168.1.1",
        schema: "https://schema.example.com/x.json",
      },
      foo: "bar",
      futureField: { nested: true },
    };
    expect((await asked.post("evaluation", rich)).body).toEqual(expected);
    expect(
      (await asked.post("evaluation", { ...plain, subject: { ...vic, id: vic.id.toUpperCase() } })).body,
    ).toMatchObject({ decision: true });
  });

  const whole = {
    subject: { type: "user", id: "alice" },
    action: { name: "read" },
    resource: { type: "record", id: "1" },
  };
  test.each<[string, unknown]>([
    ["subject is missing", { ...whole, subject: undefined }],
    ["action is missing", { ...whole, action: undefined }],
    ["resource is missing", { ...whole, resource: undefined }],
    ["subject.type is missing", { ...whole, subject: { id: "alice" } }],
    ["subject.id is missing", { ...whole, subject: { type: "user" } }],
    ["action.name is missing", { ...whole, action: {} }],
    ["resource.type is missing", { ...whole, resource: { id: "1" } }],
    ["resource.id is missing", { ...whole, resource: { type: "record" } }],
    ["subject is a string", { ...whole, subject: "alice" }],
    ["action.name is a number", { ...whole, action: { name: 123 } }],
    ["context is an array", { ...whole, context: [] }],
    ["properties are null", { ...whole, resource: { ...whole.resource, properties: null } }],
    ["not JSON", "{"],
    ["empty", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["nested too deeply", `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
    ["half a character", '{"subject":{"type":"user","id":"\\ud800"}}'],
    ["half a character in a name", '{"context":{"\\udfff\\ud800":1}}'],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d])],
  ])("400: %s", async (_, body) => {
    const { status, body: told } = await asked.post("evaluation", body);
    expect(status).toBe(400);
    expect(told).toEqual({ error: "invalid", message: expect.any(String), requestId: expect.any(String) });
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "",
  ])("400: the content is said to be %o", async (type) => {
    expect((await asked.post("evaluation", whole, { "content-type": type })).status).toBe(400);
  });

  test("JSON may be said with its character set; more than a mebibyte is 413", async () => {
    const type = { "content-type": "Application/JSON; charset=utf-8" };
    expect((await asked.post("evaluation", whole, type)).status).toBe(200);
    expect((await asked.post("evaluation", { ...whole, foo: "x".repeat(2 ** 20) })).status).toBe(413);
  });

  test("the identifier of a request comes back as it was, with refusals too", async () => {
    const id = "bfe9eb29/ab87 4ca3:be83=a1d5d8305716";
    for (const body of [whole, "{"])
      expect((await asked.post("evaluation", body, { "x-request-id": id })).headers.get("x-request-id")).toBe(
        id,
      );
    const anonymous = await ask("evaluation", null, whole, { "x-request-id": id });
    expect(anonymous.headers.get("x-request-id")).toBe(id);
    expect((await asked.post("evaluation", whole)).headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });
});
