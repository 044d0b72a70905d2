import { expect, it } from "vitest";
import { linesOf } from "./lines";

const addresses = (text: string) => linesOf(text).map(({ address, text: entry }) => address ?? entry);

it("takes one entry from each line, and leaves out empty ones", () => {
  expect(addresses("a@b.example\r\n\n  Dana   Weiss \n;c@d.example;")).toEqual([
    "a@b.example",
    "Dana Weiss",
    "c@d.example",
  ]);
});

it("separates addresses by commas, and leaves the comma in a name", () => {
  expect(addresses("a@b.example, c@d.example,e@f.example")).toEqual([
    "a@b.example",
    "c@d.example",
    "e@f.example",
  ]);
  expect(addresses("Weiss, Dana")).toEqual(["Weiss, Dana"]);
});

it("reads a file with a heading: the column of addresses, and a line without one as a whole", () => {
  const found = linesOf(
    "Name;E-Mail;Manager email\nDana Weiss;dana@b.example;boss@b.example\nCy;;boss@b.example",
  );
  expect(found).toMatchObject([
    { text: "Dana Weiss;dana@b.example;boss@b.example", address: "dana@b.example" },
    { text: "Cy;;boss@b.example", address: null },
  ]);
});

it("finds the address in what mail programs copy", () => {
  expect(addresses("Dana Weiss <Dana@B.example>\nmailto:x@y.example\n(z@y.example)")).toEqual([
    "dana@b.example",
    "x@y.example",
    "z@y.example",
  ]);
});
