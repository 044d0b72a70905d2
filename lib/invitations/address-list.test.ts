import { expect, test } from "vitest";
import { addressesIn } from "./address-list";
import { AddressList } from "./input";

const emails = (text: string) => addressesIn(text).addresses.map(({ email }) => email);
const problems = (text: string) => addressesIn(text).addresses.map(({ problem }) => problem);

test("one on each line, several with commas, semicolons or tabs, whatever ends a line", () => {
  expect(emails("a@x.example\r\nB@X.example\nc@x.example\r\rd@x.example")).toEqual([
    "a@x.example",
    "b@x.example",
    "c@x.example",
    "d@x.example",
  ]);
  expect(emails("a@x.example, b@x.example; c@x.example\td@x.example")).toHaveLength(4);
  expect(emails("\ufeffa@x.example\n\n  \n,,\nb@x.example\u200b")).toEqual(["a@x.example", "b@x.example"]);
});

test("names stand around their address", () => {
  const text =
    'Anna Moser <Anna@x.example>\n"Moser, Ben" <ben@x.example>\n"Cy" <mailto:cy@x.example>, <d@x.example>';
  expect(emails(text)).toEqual(["anna@x.example", "ben@x.example", "cy@x.example", "d@x.example"]);
});

test("a heading says which column is which, and lines are counted as in the file", () => {
  const { addresses } = addressesIn(
    'Name;E-Mail;Role\n"Moser, Anna";anna@x.example;Viewer\n"two\nlines";ben@x.example;"Data; Engineer"\n;;\nCy;;Viewer',
  );
  expect(addresses.map(({ line, email, role }) => [line, email, role])).toEqual([
    [2, "anna@x.example", "Viewer"],
    [3, "ben@x.example", "Data; Engineer"],
    [6, null, "Viewer"],
  ]);
});

test("without a heading the word after an address may name its role", () => {
  expect(addressesIn("emil@x.example, Viewer\nfay@x.example").addresses).toMatchObject([
    { email: "emil@x.example", role: "Viewer", roleIsMeant: false },
    { email: "fay@x.example", role: null },
  ]);
});

test("what is no address says what to do, and keeps no other from being read", () => {
  expect(
    problems(
      [
        "carla@agency",
        "m.noll@alderfinch,example",
        "nobody",
        "a b@x.example",
        "@x.example",
        "a@b@x.example",
        "änna@x.example",
        `${"a".repeat(300)}@x.example`,
      ].join("\n"),
    ),
  ).toEqual([
    "Complete the part after @",
    "A comma where a dot belongs",
    "No address: the @ is missing",
    "Take out the space",
    "Add the part before @",
    "More than one @",
    "“ä” cannot stand in an address",
    "Longer than an address can be",
  ]);
  expect(emails('"never closed\na@x.example\nb"@x.example\nc@x.example')).toEqual(
    expect.arrayContaining(["a@x.example", "c@x.example"]),
  );
});

test("formulas and odd text are text", () => {
  for (const odd of [
    '=HYPERLINK("http://evil.example")',
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "😀@x.example",
    "\u202ea@x",
  ])
    expect(
      emails(odd).every((email) => email === null),
      odd,
    ).toBe(true);
  expect(addressesIn("").addresses).toEqual([]);
  expect(addressesIn("(((((@".repeat(5_000)).addresses).toHaveLength(1);
});

test("5,000 are read, the rest is counted, and soon", () => {
  const began = performance.now();
  const text = Array.from({ length: 5_010 }, (_, nth) => `Person ${nth} <person${nth}@company.example>`).join(
    "\n",
  );
  const { addresses, more } = addressesIn(text);
  expect([addresses.length, more]).toEqual([5_000, 10]);
  expect(emails(`${"<".repeat(400_000)}\n${"a@".repeat(200_000)}`)).toHaveLength(2);
  expect(addressesIn("a@b.example,".repeat(80_000))).toMatchObject({ more: 75_000 });
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("a list of more lines than addresses could need is refused before it is read", () => {
  expect(AddressList.safeParse({ text: "\r\n".repeat(10_000) }).success).toBe(true);
  for (const lineBreak of ["\n", "\r", "\r\n"])
    expect(AddressList.safeParse({ text: lineBreak.repeat(10_001) })).toMatchObject({
      error: { issues: [{ message: "A list has at most 10,000 lines. Split it." }] },
    });
});
