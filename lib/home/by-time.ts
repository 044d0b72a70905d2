import "server-only";
import { log } from "@/lib/doorway/log";

/** How long access stays as it is if nobody changes it, in microseconds; null for good. */
export type Lasting = number | null;

export type TimeWatch = {
  /** Looks again at how long access lasts, because somebody changed it. */
  again(): void;
  stop(): void;
};

/** The database's clock is asked again rather than trusted for longer than this, in milliseconds. */
const longestWait = 6 * 3_600_000;
/** So much later than the instant itself: what is loaded then must see it passed, in milliseconds. */
const margin = 200;
/** Many tabs learn of the same change: they look again within this time, not all at once, in milliseconds. */
const spread = 1_000;
const afterFailure = 60_000;

/**
 * Calls `tell` at every instant at which access changes by time alone, until it is stopped. What is watched is asked for
 * once for each such instant and each change, never in between.
 */
export function watchTime(first: Lasting, load: () => Promise<Lasting>, tell: () => void): TimeWatch {
  let end: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  let stopped = false;

  const lookIn = (milliseconds: number) => {
    if (stopped || look) return;
    look = setTimeout(async () => {
      look = undefined;
      try {
        waitFor(await load());
      } catch (error) {
        log.warn({ error: String(error) }, "cannot tell how long access lasts");
        lookIn(afterFailure);
      }
    }, milliseconds);
  };
  const again = () => lookIn(Math.random() * spread);
  const waitFor = (lasting: Lasting) => {
    clearTimeout(end);
    if (stopped || lasting === null) return;
    const milliseconds = Math.max(0, lasting / 1000) + margin;
    end =
      milliseconds > longestWait
        ? setTimeout(again, longestWait)
        : setTimeout(() => {
            tell();
            again();
          }, milliseconds);
  };

  waitFor(first);
  return {
    again,
    stop: () => {
      stopped = true;
      clearTimeout(end);
      clearTimeout(look);
    },
  };
}
