import fc from "fast-check";

/** A body as it is posted to an action: a text, or the entries of a form. */
export type Body = string | [string, string][];

const awkward: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u2066",
  "\ufeff",
  "e\u0301".repeat(200),
  "𝕏👩‍👩‍👧‍👦",
  "\r\n\t",
  "\u001b[2J",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "=cmd|' /C calc'!A0",
  "'; drop table users; --",
  "\\",
  "%",
  "%00",
  "%ff",
  "_%_",
  "{}",
  "[]",
  "null",
  "../../../etc/passwd",
  "<script>alert(1)</script>",
  "{{7*7}}#{7*7}",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "0",
  "-0",
  "1e309",
  "NaN",
  "Infinity",
  "9007199254740993",
  "true",
  "0x10",
  "9999-12-31",
  "0001-01-01",
  "0000-00-00",
  "2024-02-30",
  "2999-12-31",
  "10000-01-01",
  "-000001-01-01",
  "2024-01-01T00:00:00Z",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF",
  "{00000000-0000-0000-0000-000000000000}",
  "$",
  "$$",
  "$1",
  "$0",
  "$0:constructor",
  "$T",
  "$undefined",
  "$NaN",
  "$-0",
  "$Infinity",
  "$n1",
  "$n1x",
  "$D2024-01-01",
  "$Dnever",
  "$Q1",
  "$W1",
  "$K1",
  "$F1",
  "$@0",
  "$@1",
  "$B1",
  "$S1",
  "$i1",
  "$A1",
  "$R1",
  "$X",
  "$Z",
  "a".repeat(501),
  "a".repeat(20_000),
  `${"a".repeat(20_000)}@`,
  `a@${"a.".repeat(10_000)}`,
  `${" ".repeat(20_000)}x`,
  `${"-".repeat(20_000)}1`,
  "(".repeat(5_000),
  `${"a@a.aa ".repeat(4_000)}`,
  "\ud83d".repeat(5_000),
  "9".repeat(5_000),
  "x".repeat(250_000),
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...awkward), fc.constantFrom(...awkward)).map(([a, b]) => a + b),
  },
);

/** A value as a form or an address carries it. */
export const asText = (value: unknown) =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();

const nested = (depth: number): unknown => {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Any value that JSON can carry, and a few too deep ones. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)) },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(fc.constant("a"), { minLength: 300, maxLength: 3_000 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      text.filter((key) => key.length < 600),
      text,
      { maxKeys: 4, noNullPrototype: true },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(6, 9, 60, 1_000).map(nested) },
  {
    weight: 1,
    arbitrary: fc.constant(
      JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
    ),
  },
);

const isDay = (name: string) => /On$|^(from|to)$/.test(name);
const day = fc.constantFrom(
  "9999-12-31",
  "0001-01-01",
  "0000-01-01",
  "2999-12-31",
  "2024-02-30",
  "1582-10-10",
  "10000-01-01",
);

/** A question with some of its fields put wrong, left out, or joined by others. */
export function spoilt(
  input: Record<string, unknown>,
  optional: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const names = [...Object.keys(input), ...optional];
  const wrong = fc
    .constantFrom(...names, ...optional, "__proto__", "extra", "$ACTION_ID_1")
    .chain((name) => fc.record({ name: fc.constant(name), value: isDay(name) ? fc.oneof(day, junk) : junk }));
  const missing = fc.constantFrom(...names, "none", "none").map((name) => ({ name, value: undefined }));
  const changes = fc.array(fc.oneof({ weight: 6, arbitrary: wrong }, { weight: 1, arbitrary: missing }), {
    minLength: 1,
    maxLength: 3,
  });
  return changes.map((all) =>
    Object.fromEntries([...Object.entries(input), ...all.map(({ name, value }) => [name, value])]),
  );
}

/** What once broke an action: a reference of the framework that throws when it is looked at, days beyond the first and the last year. */
export function regressions(input: Record<string, unknown>): Body[] {
  const wrong = [
    ...Object.keys(input).map((name) => ({ ...input, [name]: "$T" })),
    ...["9999-12-31", "0000-01-01"].flatMap((at) => [{ endsOn: at }, { reviewOn: at }, { from: at }]),
  ];
  return wrong.map((change) => JSON.stringify([{ ...input, ...change }]));
}

/** Bodies for an action that takes this input. */
export function bodies(input: Record<string, unknown>, optional: readonly string[]): fc.Arbitrary<Body> {
  const changed = spoilt(input, optional);
  const fields = changed.map((all) =>
    Object.entries(all).map(([name, value]): [string, string] => [`1_${name}`, asText(value)]),
  );
  return fc.oneof(
    { weight: 12, arbitrary: changed.map((one) => JSON.stringify([one])) },
    { weight: 2, arbitrary: junk.map((one) => JSON.stringify([one])) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(changed, fc.array(junk, { maxLength: 3 }))
        .map(([one, more]) => JSON.stringify([one, ...more])),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "[]",
        "",
        "null",
        "{}",
        "[",
        '"x"',
        "[1",
        `[${"[".repeat(5_000)}`,
        JSON.stringify([input]).slice(0, -3),
      ),
    },
    { weight: 1, arbitrary: junk.map((one) => JSON.stringify(one) ?? "") },
    { weight: 2, arbitrary: fields.map((all): Body => [...all, ["0", '["$K1"]']]) },
    {
      weight: 1,
      arbitrary: fc.tuple(text, text).map(
        ([key, value]): Body => [
          ["1", JSON.stringify([[key, value]])],
          ["0", '[{"workspace":"$Q1"}]'],
        ],
      ),
    },
  );
}

/** Bodies for a question that takes this input. */
export function questionBodies(input: Record<string, unknown>): fc.Arbitrary<string> {
  const asJson = (one: unknown) => JSON.stringify(one) ?? "";
  return fc.oneof(
    { weight: 12, arbitrary: spoilt(input, ["q", "workspace"]).map(asJson) },
    { weight: 2, arbitrary: junk.map(asJson) },
    { weight: 1, arbitrary: text.map((one) => one.toWellFormed()) },
    { weight: 1, arbitrary: fc.constantFrom("", "null", "{", asJson([input]), asJson(input).slice(0, -1)) },
  );
}

const unescaped = ["%", "%ff", "%00", "%c0%af", "%E0%A4%A", "+", "&&==", "a[b]=c", "%2e%2e%2f", "%u0041"];

/** A piece of an address: encoded, or with what cannot be decoded. */
export const addressPart: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: text.filter((one) => one.length < 6_000).map((one) => encodeURIComponent(one.toWellFormed())),
  },
  { weight: 1, arbitrary: fc.constantFrom(...unescaped) },
);
