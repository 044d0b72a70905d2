import { expect, test } from "vitest";
import { hrefOf, type Location, locationOf } from "./location";

test.each<[Location, string]>([
  [{ to: "", id: null, view: "html" }, "/mailbox"],
  [{ to: "a+b@x.example", id: null, view: "html" }, "/mailbox?to=a%2Bb%40x.example"],
  [{ to: "", id: "m&1", view: "text" }, "/mailbox?id=m%261&view=text"],
])("%o is written as %s and read back", (location, href) => {
  expect(hrefOf(location)).toBe(href);
  expect(locationOf(Object.fromEntries(new URL(href, "http://localhost").searchParams))).toEqual(location);
});

test("whatever else the URL holds is the plain list", () => {
  expect(locationOf({ to: ["a", "b"], id: "", view: "source" })).toEqual({ to: "a", id: null, view: "html" });
});
