import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { View } from "./location";
import { MessageView } from "./message-view";

const message = {
  id: "m1",
  from: "Remit <remit@remit.example>",
  to: "greta@remit.example",
  subject: "<script>alert(1)</script>",
  html: '<p onclick="alert(1)">Hello</p><script>alert(1)</script>',
  text: "<script>alert(1)</script>",
  at: "2026-03-16T08:21:00.000Z",
  headers: { "X-Odd": "<script>alert(1)</script>" },
};

function markup(view: View): string {
  return renderToStaticMarkup(
    <MessageView
      message={message}
      location={{ to: "", id: "m1", view }}
      now={Date.now() * 1000}
      zone="UTC"
    />,
  );
}

test.each<View>([
  "html",
  "text",
  "headers",
])("the %s of a mail adds no element of its own to the page", (view) => {
  expect(markup(view)).not.toMatch(/<script|<p onclick/);
});

test("the mail runs no script, has an origin of its own, and opens links beside the page", () => {
  const frame = /<iframe[^>]*>/.exec(markup("html"))?.[0] ?? "";
  expect(frame).toContain("srcDoc=");
  const sandbox = /sandbox="([^"]*)"/.exec(frame)?.[1]?.split(" ");
  expect(sandbox).toContain("allow-popups-to-escape-sandbox");
  expect(sandbox).not.toContain("allow-scripts");
  expect(sandbox).not.toContain("allow-same-origin");
  expect(sandbox).not.toContain("allow-forms");
});
