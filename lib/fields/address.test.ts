import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { addressBy, hrefOf } from "./address";

const schema = z.strictObject({
  tab: z.enum(["members", "deactivated"]).default("members"),
  q: z.string().trim().max(20).default(""),
  role: z.uuid().toLowerCase().optional(),
  sort: z.enum(["name", "joined"]).optional(),
  after: z.string().max(10).optional(),
});
const address = addressBy(schema);

const searchOf = (href: string) => {
  const params = new URL(href, "https://remit.example").searchParams;
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)[0]]));
};

const filters = fc
  .record(
    {
      tab: fc.constantFrom("members" as const, "deactivated" as const),
      q: fc.string({ maxLength: 20, unit: "grapheme" }).map((text) => text.trim().slice(0, 20).trim()),
      role: fc.uuid(),
      sort: fc.constantFrom("name" as const, "joined" as const),
      after: fc.string({ minLength: 1, maxLength: 10 }),
    },
    { requiredKeys: ["tab", "q"] },
  )
  .filter(({ q }) => q.isWellFormed());

test("what is written into an address is read out of it", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const { after, ...rest } = filter;
      const href = address.href("/list", rest, { after });
      expect(address.in(searchOf(href))).toEqual(filter);
    }),
  );
});

test("whatever an address says, a filter by the schema is read, and what is right in it is kept", () => {
  const said = fc.oneof(
    fc.string(),
    fc.array(fc.string()),
    fc.constant(undefined),
    fc.constantFrom("members", "joined"),
  );
  const names = fc.constantFrom("tab", "q", "role", "sort", "after", "__proto__", "other");
  fc.assert(
    fc.property(fc.dictionary(names, said), fc.uuid(), (search, role) => {
      const filter = address.in({ ...search, role });
      expect(schema.safeParse(filter).success).toBe(true);
      expect(filter.role).toBe(role);
    }),
  );
});

test("wrong values are left out, one by one", () => {
  const search = { tab: "sideways", q: "x".repeat(21), role: "42", sort: ["name", "joined"], after: "key" };
  expect(address.in(search)).toEqual({ tab: "members", q: "", after: "key" });
  expect(address.in({ q: " Dana ", role: "", sort: "joined" })).toEqual({
    tab: "members",
    q: "Dana",
    sort: "joined",
  });
});

test("another filter begins the list anew, and what is as by default is not said", () => {
  const filter = address.in({ q: "dana", sort: "joined", after: "key" });
  expect(address.href("/list", filter, { sort: undefined })).toBe("/list?q=dana");
  expect(address.href("/list", filter, { after: "next" })).toBe("/list?q=dana&sort=joined&after=next");
  expect(address.href("/list", filter, { q: "", sort: undefined, tab: "members" })).toBe("/list");
  expect(hrefOf("/list", { a: "1 & 2", b: "", c: undefined })).toBe("/list?a=1+%26+2");
});
