import type { ReactNode } from "react";
import { classes } from "./classes";
import { leftWords, type Moment, millisecondsOf } from "./time-words";

const around = 2 * Math.PI * 5.5;

/** Drains over the time from `from` to `until`, amber under a quarter, always with words beside it. */
export function DeadlineRing({
  from,
  until,
  now,
  children,
}: {
  from: Moment;
  until: Moment;
  now: Moment;
  children?: ReactNode;
}) {
  const whole = millisecondsOf(until) - millisecondsOf(from);
  const share = Math.min(1, Math.max(0, (millisecondsOf(until) - millisecondsOf(now)) / whole));
  return (
    <span className={classes("deadline", share < 0.25 && "soon")}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <circle className="track" cx="7" cy="7" r="5.5" />
        <circle
          cx="7"
          cy="7"
          r="5.5"
          strokeDasharray={`${(around * share).toFixed(1)} 40`}
          transform="rotate(-90 7 7)"
        />
      </svg>
      <span>{children ?? leftWords(until, now)}</span>
    </span>
  );
}
