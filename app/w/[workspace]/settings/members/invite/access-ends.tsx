"use client";

import { Segments } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { type Draft, type Ending, endings, lastDayOf } from "./draft";

const labels: Record<Ending, string> = {
  never: "Never",
  "30": "In 30 days",
  "90": "In 90 days",
  date: "On a date",
};

/** Until when the access lasts; the last day is counted in the workspace's time zone. */
export function AccessEnds({
  draft,
  timeZone,
  error,
  onChange,
}: {
  draft: Draft;
  timeZone: string;
  error: string | undefined;
  onChange: (part: Partial<Draft>) => void;
}) {
  const day = draft.ending === "date" ? undefined : lastDayOf(draft, new Date(), timeZone);
  return (
    <div className="access-ends">
      <span className="lab" aria-hidden="true">
        Access ends
      </span>
      <div className="row">
        <Segments
          legend="Access ends"
          name="ending"
          options={endings.map((value) => ({ value, label: labels[value] }))}
          value={draft.ending}
          onChange={(ending) => onChange({ ending: ending as Ending })}
        />
        {day && <span className="muted">{inWords(day)}, then out by itself</span>}
      </div>
      {draft.ending === "date" && (
        <Field
          label="Last day"
          type="date"
          help={`The day counts in ${timeZone}.`}
          error={error}
          value={draft.date}
          onChange={(event) => onChange({ date: event.target.value })}
        />
      )}
      {draft.ending !== "date" && error && (
        <span className="err" role="alert">
          <Icon name="warning" />
          {error}
        </span>
      )}
    </div>
  );
}

const format = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", dateStyle: "medium" });

function inWords(day: string): string {
  return format.format(Date.parse(day));
}
