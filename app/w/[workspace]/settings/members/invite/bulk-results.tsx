"use client";

import { stringify } from "csv-stringify/browser/esm/sync";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { agreeing, counted, numberWords } from "@/lib/words/counts";
import { PartPager, usePart } from "./bulk-pages";
import type { Result } from "./bulk-rows";

/** How far the sending is. It goes on part by part, and can be stopped between two. */
export function BulkProgress({
  results,
  total,
  stop,
}: {
  results: readonly Result[];
  total: number;
  stop: () => void;
}) {
  const [stopping, setStopping] = useState(false);
  const sent = results.filter((one) => one.sent).length;
  return (
    <>
      <div className="body bulk-progress">
        <p>
          <b>{numberWords(sent)}</b> of {counted(total, "invitation")} sent
          {results.length > sent && `, ${results.length - sent} not`}
        </p>
        <progress value={results.length} max={total} aria-label="Invitations sent" />
        <p className="muted">Stay on this page. What is sent stays sent, whatever happens.</p>
      </div>
      <DialogFooter consequence={null} cancel={null}>
        <Button
          busy={stopping}
          onClick={() => {
            setStopping(true);
            stop();
          }}
        >
          Stop
        </Button>
      </DialogFooter>
    </>
  );
}

/** What became of each row, to look at, copy or keep. */
export function BulkResults({
  results,
  retry,
  workspace,
}: {
  results: readonly Result[];
  retry: () => void;
  workspace: string;
}) {
  const [only, setOnly] = useState<"sent" | "not" | null>(null);
  const [copied, setCopied] = useState(false);
  const sent = results.filter((one) => one.sent);
  const not = results.filter((one) => !one.sent);
  const shown = only === "sent" ? sent : only === "not" ? not : [...not, ...sent];
  const part = usePart(shown, `${only} ${results.length}`);
  return (
    <>
      <div className="bulk-results">
        <p className="told" role="status">
          <Icon name={not.length > 0 ? "warning" : "check"} />
          <span>
            {counted(sent.length, "invitation")} {agreeing(sent.length, "is", "are")} on the way
            {not.length > 0 && `, ${not.length} ${agreeing(not.length, "was", "were")} not sent`}.{" "}
            <Link className="link" href={`/w/${workspace}/settings/audit?action=invitation.sent`}>
              See them in the audit log
            </Link>
          </span>
        </p>
        <fieldset className="kinds">
          <legend className="sr">Show</legend>
          {(
            [
              [null, "All", results.length],
              ["sent", "Sent", sent.length],
              ["not", "Not sent", not.length],
            ] as const
          ).map(([which, label, count]) => (
            <button
              key={label}
              type="button"
              className="flt"
              aria-pressed={only === which}
              onClick={() => setOnly(which)}
            >
              {label} <span className="n">{numberWords(count)}</span>
            </button>
          ))}
          <span className="end row">
            <Button
              size="s"
              icon={copied ? "check" : "copy"}
              onClick={async () => {
                await navigator.clipboard.writeText(asText(shown, "\t"));
                setCopied(true);
              }}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
            <Button size="s" icon="export" onClick={() => download(asText(shown, ","))}>
              Download CSV
            </Button>
          </span>
        </fieldset>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds no control is scrolled by keys */}
        <section className="rows" aria-label="What became of each address" tabIndex={0}>
          <table className="tbl">
            <caption className="sr">Results</caption>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Result</th>
              </tr>
            </thead>
            <tbody>
              {part.items.map(({ key, email, sent, words }) => (
                <tr key={key}>
                  <th scope="row">
                    <code className="cut">{email}</code>
                  </th>
                  <td>
                    <span className="verdict-words" data-kind={sent ? "valid" : "bad"}>
                      <Icon name={sent ? "check" : "warning"} />
                      <span>{words}</span>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <PartPager {...part} />
      </div>
      <DialogFooter consequence="Each invitation works for 24 hours." cancel="Close">
        {not.length > 0 && (
          <Button kind="primary" icon="send" onClick={retry}>
            Try {not.length === 1 ? "it" : `these ${not.length}`} again
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

/** The table as text; cells that a spreadsheet would compute are defused. */
function asText(results: readonly Result[], delimiter: string): string {
  const rows = results.map(({ email, sent, words }) => [
    email,
    sent ? "Sent" : "Not sent",
    sent ? "" : words,
  ]);
  return stringify([["Address", "Result", "Why"], ...rows], { delimiter, escape_formulas: true });
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "invitations.csv";
  link.click();
  URL.revokeObjectURL(url);
}
