"use client";

import { useSyncExternalStore } from "react";
import {
  absoluteWords,
  agoWords,
  clockWords,
  dateTimeWords,
  localZone,
  type Moment,
  millisecondsOf,
} from "./time-words";

const never = () => () => undefined;

/**
 * A moment in the reader's own time zone, for pages outside every workspace: in UTC, and saying so, until the browser
 * has told its zone.
 * @param props.now with it the day is told as well, or how long ago it was
 */
export function LocalTime({
  at,
  now,
  format = "clock",
}: {
  at: Moment;
  now?: Moment;
  format?: "clock" | "ago" | "datetime";
}) {
  const zone = useSyncExternalStore(never, localZone, () => "UTC");
  const words =
    now === undefined || format === "clock"
      ? clockWords(at, zone)
      : format === "ago"
        ? agoWords(at, now, zone)
        : dateTimeWords(at, now, zone);
  return (
    <time dateTime={new Date(millisecondsOf(at)).toISOString()} title={absoluteWords(at, zone)}>
      {words}
      {zone === "UTC" && format !== "ago" && " UTC"}
    </time>
  );
}
