import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventsAbout } from "@/lib/doorway/event";
import { declaredAttempts, declaredEvents } from "./registry";

const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.includes("test"))
  .map((name) => ({ name, source: readFileSync(`lib/${name}`, "utf8") }));

const event = eventsAbout("Member");
const renamed = event<{ target: "member"; before: { name: string }; after: { name: string } }>(
  "member.renamed",
  "Member renamed",
  (e) => [String(e.before?.name)],
);

test("an event holds what was declared and nothing else, or it does not compile", () => {
  const target = { kind: "member", id: null, label: "Dana" } as const;
  expect(renamed({ target, before: { name: "Dana" }, after: { name: "Dana W." } })).toMatchObject({
    action: "member.renamed",
    target,
  });
  // @ts-expect-error a value is missing
  renamed({ target, before: { name: "Dana" } });
  // @ts-expect-error nobody declared this value
  renamed({ target, before: { name: "Dana" }, after: { name: "Dana W.", nickname: "D." } });
  // @ts-expect-error it is not about a group
  renamed({ target: { ...target, kind: "group" }, before: { name: "" }, after: { name: "" } });
  // @ts-expect-error a sentence tells of values that the event has
  event<{ target: "member"; after: { name: string } }>("member.x", "X", (e) => [String(e.after?.nmae)]);
});

test("each action is declared once, with words of its own", () => {
  for (const of of ["action", "label"] as const) {
    const all = declaredEvents.map((words) => words[of]);
    expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
    expect(all.every((one) => /^\S.*\S$/.test(one))).toBe(true);
  }
});

test("the registry knows what every room declares", () => {
  const rooms = files.filter(({ name }) => name.endsWith("/events.ts"));
  const declared = rooms.flatMap(({ source }) =>
    [...source.matchAll(/^\s*"([a-z-]+\.[a-z-]+)",$|>\("([a-z-]+\.[a-z-]+)"/gm)].map(
      ([, own, first]) => own ?? first,
    ),
  );
  expect(declared.toSorted()).toEqual(declaredEvents.map(({ action }) => action).toSorted());
});

test("every command that the log could tell a refusal of has words, and nothing else has", () => {
  const commands = files.flatMap(({ source }) =>
    [...source.matchAll(/= (?:command|change)\(\{\s+name: "([^"]+)"/g)].map(([, name]) => name),
  );
  const words = declaredAttempts.flatMap(({ words }) => Object.keys(words));
  expect(words.toSorted()).toEqual(commands.toSorted());
});
