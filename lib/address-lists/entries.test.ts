import { expect, test } from "vitest";
import { addressIn } from "./address";
import { entriesIn } from "./entries";

const told = (text: string) =>
  entriesIn(text).map(({ line, piece, role, problem }) => [line, piece.text, role, problem]);
const read = (text: string) => entriesIn(text).map(({ piece }) => addressIn(piece.text).email);

test("the heading settles the delimiter: one inside a cell shifts no column", () => {
  expect(told("Email,Title,Role\nbob@x.example,Marketing; Admin,Viewer")).toEqual([
    [2, "bob@x.example", "Viewer", null],
  ]);
  expect(told("Title;Role;Email\nSales, Admin;Data; bob@x.example")).toEqual([
    [2, "bob@x.example", "Data", null],
  ]);
  expect(told("Email\tRole\nbob@x.example\tViewer; Admin")).toEqual([
    [2, "bob@x.example", "Viewer; Admin", null],
  ]);
  expect(told("sep=;\nEmail;Role\nbob@x.example;Viewer")).toEqual([[3, "bob@x.example", "Viewer", null]]);
});

test("a record that does not fit its heading is told, not guessed", () => {
  const [long, short, empty, bare] = told(
    "Name,Email,Role\nbob,bob@x.example,Marketing,Admin\nCy\nDee,,Viewer\neve@x.example,,,\n",
  );
  expect(long?.[3]).toMatch(/More cells than the heading has: 4, not 3/);
  expect(short).toEqual([3, "", null, "The address is missing"]);
  expect(empty).toEqual([4, "", "Viewer", null]);
  expect(bare).toEqual([5, "", null, null]);
  expect(told("Name,Email\nfay@x.example")).toEqual([[2, "fay@x.example", null, null]]);
});

test("the column of addresses is found under its many names, and never that of somebody else", () => {
  for (const heading of [
    "Work Email",
    "User email",
    "Email Address [Required]",
    "E-Mail-Adresse",
    "primary_email",
    "Username",
    "Mail",
    "EMAIL *",
    "Emails",
    "emailAddress",
    "Employee email",
    "Contact e-mail",
    "Email 1",
    "Emailadresse",
  ])
    expect(read(`Manager email,${heading},Phone\nboss@x.example,bob@x.example,1`), heading).toEqual([
      "bob@x.example",
    ]);
  expect(read("Username,Email\nbob,bob@x.example")).toEqual(["bob@x.example"]);
  expect(read("Name,Contact,Manager e-mail\nBob,bob@x.example,boss@x.example")).toEqual(["bob@x.example"]);
});

test("whoever else stands in a record is not taken for its person", () => {
  const [bob] = entriesIn("Name,Manager email\nBob,Boss Man <boss@x.example>");
  expect(bob).toMatchObject({ problem: "There is no address of their own" });
  expect(read("User name,Contact email\nbob,bob@x.example")).toEqual(["bob@x.example"]);
  expect(told("Mail Chimp; Bob Builder\nCy Twombly")).toHaveLength(2);
});

test("a heading may hold a line break, and a missing or an empty address has its place", () => {
  const broken = 'Name,"E-mail\n(required)",Role\n"Moser, Anna","","Viewer"\nBob';
  const [anna, bob] = entriesIn(broken);
  expect([anna?.role, anna?.piece.from]).toEqual(["Viewer", broken.indexOf('"","Viewer"') + 1]);
  expect(bob).toMatchObject({ lead: ",", piece: { from: broken.length, to: broken.length } });
});

test("without a heading a role is taken only where nothing follows it", () => {
  expect(told("bob@x.example,Admin; Marketing\ncy@x.example;Viewer\nBo, do@x.example, Viewer")).toEqual([
    [1, "bob@x.example", null, null],
    [2, "cy@x.example", "Viewer", null],
    [3, "do@x.example", "Viewer", null],
  ]);
});

test("every piece is told with its place in the list", () => {
  const text = '\ufeffName;E-Mail\r\n"Moser; ""Anna""";ä@x\r\n\r\n"two\nlines"; bad \rCy;\nlast;a@b';
  const pieces = entriesIn(text).map(({ line, piece }) => [
    line,
    text.slice(piece.from, piece.to),
    piece.text,
  ]);
  expect(pieces).toEqual([
    [2, "ä@x", "ä@x"],
    [4, "bad", "bad"],
    [6, "", ""],
    [7, "a@b", "a@b"],
  ]);
  const cy = entriesIn(text)[2]?.piece.from ?? 0;
  expect(text.slice(cy - 3, cy)).toBe("Cy;");
  const open = '"never closed\n😀 a@x; a@x\n"x" y';
  expect(entriesIn(open).map(({ piece }) => open.slice(piece.from, piece.to))).toEqual([
    '"never closed',
    "😀 a@x",
    "a@x",
    '"x" y',
  ]);
});

test("what people put around an address is taken off", () => {
  for (const typed of [
    "(bob@x.example)",
    "[bob@x.example]",
    "„bob@x.example“",
    "'bob@x.example',",
    "- bob@x.example",
    "• bob@x.example",
    "12. bob@x.example",
    "3) Bob@x.example.",
    "Bob <mailto:bob@x.example>;",
    "* <bob@x.example>",
  ])
    expect(addressIn(typed).email, typed).toBe("bob@x.example");
  expect(addressIn("-bob@x.example").email).toBe("-bob@x.example");
});
