import { expect, test } from "vitest";
import { callerOf, networksOf } from "./caller";

const nobody = networksOf([]);
const proxies = networksOf(["10.0.0.7", "10.1.0.0/16", "2001:db8::/32"]);

test.each([
  ["no header", "203.0.113.9", undefined, "203.0.113.9"],
  ["what a stranger writes", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["a proxy that says nothing", "10.0.0.7", undefined, "10.0.0.7"],
  ["a proxy that tells of a stranger", "10.0.0.7", "203.0.113.9", "203.0.113.9"],
  ["a stranger who wrote one before the proxy did", "10.0.0.7", "192.0.2.1, 203.0.113.9", "203.0.113.9"],
  ["two proxies", "10.0.0.7", "192.0.2.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"],
  ["a proxy over a socket for both families", "::ffff:10.0.0.7", "203.0.113.9", "203.0.113.9"],
  ["IPv6", "2001:db8::1", "2001:DB9::5", "2001:db9::5"],
  ["what is no address", "10.0.0.7", "203.0.113.9, unknown", "10.0.0.7"],
  ["no socket", undefined, "203.0.113.9", "unknown"],
])("behind known proxies, %s", (_, socket, forwarded, caller) => {
  expect(callerOf(socket, forwarded, proxies)).toBe(caller);
});

test("without known proxies the header counts for nothing, from wherever it comes", () => {
  for (const socket of ["127.0.0.1", "10.0.0.7", "203.0.113.9"])
    expect(callerOf(socket, "198.51.100.1", nobody)).toBe(socket);
});
