import {
  absoluteWords,
  agoWords,
  clockWords,
  dateTimeWords,
  dateWords,
  type Moment,
  millisecondsOf,
} from "./time-words";

const words = {
  date: dateWords,
  datetime: dateTimeWords,
  ago: agoWords,
  clock: (at: Moment, _now: Moment, zone: string) => clockWords(at, zone),
} as const;

/**
 * A moment in words, in the given zone, with the full date and time as its title. `now` comes from the server, so
 * both renderings agree.
 */
export function Time({
  at,
  now,
  zone,
  format = "date",
}: {
  at: Moment;
  now: Moment;
  zone: string;
  format?: keyof typeof words;
}) {
  return (
    <time dateTime={new Date(millisecondsOf(at)).toISOString()} title={absoluteWords(at, zone)}>
      {words[format](at, now, zone)}
    </time>
  );
}
