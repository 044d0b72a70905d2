import { expect, test } from "vitest";
import { Email } from "@/lib/fields/input";
import { Code, PersonName, Token } from "./input";

test("a code is six digits, however they are grouped", () => {
  for (const typed of ["123456", "123 456", "123-456", " 1 2 3 4 5 6 "])
    expect(Code.parse(typed)).toBe("123456");
  for (const typed of ["12345", "1234567", "12345a", "", "１２３４５６", null, 123456, ["123456"]])
    expect(Code.safeParse(typed).success).toBe(false);
});

test("an address is one in lower case", () => {
  expect(Email.parse(" Dana.Weiss@North.EXAMPLE ")).toBe("dana.weiss@north.example");
  for (const typed of [
    "",
    "dana",
    "dana@",
    "@north.example",
    "dana@north",
    "a@b.example, c@d.example",
    "dana@north.example\nbcc: eve@north.example",
    `${"x".repeat(250)}@north.example`,
    {},
  ])
    expect(Email.safeParse(typed).success).toBe(false);
});

test("a name is one line without mark-up or marks that hide text", () => {
  for (const name of ["Léa Fontaine", "O'Brien-Sánchez", "王小明", "Jr. Smith, 3rd"])
    expect(PersonName.parse(` ${name} `)).toBe(name);
  for (const name of ["", "  ", "a\nb", "<b>x</b>", "a\u202eb", "a\u2028b", "x".repeat(121)])
    expect(PersonName.safeParse(name).success).toBe(false);
});

test("a token is what we make, and nothing that could be a path or a query", () => {
  expect(Token.safeParse("x".repeat(43)).success).toBe(true);
  for (const token of [
    "",
    "short",
    "../../../../etc/passwd-and-so-on",
    `${"x".repeat(30)}?a=b`,
    "x".repeat(101),
  ])
    expect(Token.safeParse(token).success).toBe(false);
});
