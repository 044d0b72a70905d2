import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Button } from "./button";
import { CodeInput } from "./code-input";
import { DeadlineRing } from "./deadline-ring";
import { Field } from "./field";
import { IconButton } from "./icon-button";
import { Pager } from "./pager";
import { Tabs } from "./tabs";
import { Time } from "./time";

const html = renderToStaticMarkup;

test("a field owns its label and its error", () => {
  const field = html(<Field id="em" label="E-mail" error="Add the part after @" help="The one you use" />);
  expect(field).toContain('<label for="em">E-mail</label>');
  expect(field).toMatch(/<input[^>]*id="em"[^>]*aria-describedby="em-below"[^>]*aria-invalid="true"/);
  expect(field).toMatch(/id="em-below" role="alert"/);
  expect(field).not.toContain("The one you use");
  expect(html(<Field id="em" label="E-mail" />)).not.toContain("aria-");
});

test("a busy button says so and keeps its words", () => {
  const button = html(
    <Button busy type="submit">
      Save
    </Button>,
  );
  expect(button).toContain('aria-busy="true"');
  expect(button).toContain("Save");
  expect(button).not.toContain("disabled");
});

test("buttons do not submit unless told to, and icons have names", () => {
  expect(html(<Button>Save</Button>)).toContain('type="button"');
  expect(html(<IconButton icon="close" label="End session: Firefox" />)).toContain(
    'aria-label="End session: Firefox"',
  );
});

test("a code is one field that the browser can fill", () => {
  const code = html(<CodeInput />);
  expect(code.match(/<input/g)).toHaveLength(1);
  expect(code).toContain('autoComplete="one-time-code"');
  expect(code).toContain('inputMode="numeric"');
  expect(code).toContain('class="cells" aria-hidden="true"');
});

test("the current tab and the pages before and after are named", () => {
  const tabs = html(
    <Tabs
      label="Views"
      tabs={[
        { href: "/a", label: "All", count: 51, current: true },
        { href: "/b", label: "Admins" },
      ]}
    />,
  );
  expect(tabs.match(/aria-current="page"/g)).toHaveLength(1);
  expect(html(<Pager next="/n" />)).toContain('rel="next"');
  expect(html(<Pager />)).toBe("");
});

test("a time is machine readable and tells its zone", () => {
  const time = html(
    <Time at="2026-03-16T08:41:00Z" now="2026-03-16T08:53:00Z" zone="Europe/Vienna" format="ago" />,
  );
  expect(time).toBe(
    '<time dateTime="2026-03-16T08:41:00.000Z" title="Mon 16 Mar 2026, 09:41 (Europe/Vienna)">12 min ago</time>',
  );
});

test("a deadline turns amber in its last quarter", () => {
  const ring = (now: string) =>
    html(<DeadlineRing from="2026-03-16T00:00:00Z" until="2026-03-17T00:00:00Z" now={now} />);
  expect(ring("2026-03-16T17:00:00Z")).not.toContain("soon");
  expect(ring("2026-03-16T19:00:00Z")).toContain("soon");
  expect(ring("2026-03-18T00:00:00Z")).toContain("ended");
});
