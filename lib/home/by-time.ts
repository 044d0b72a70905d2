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
const afterFailure = 60_000;

/**
 * Calls `tell` at every instant at which access changes by time alone, until it is stopped. What is watched is asked for
 * once for each such instant and each change, never in between.
 */
export function watchTime(first: Lasting, load: () => Promise<Lasting>, tell: () => void): TimeWatch {
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;
  let stopped = false;

  const wait = (milliseconds: number, then: () => void) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(then, milliseconds);
  };
  const waitFor = (lasting: Lasting) => {
    clearTimeout(timer);
    if (lasting === null) return;
    const milliseconds = Math.max(0, lasting / 1000) + margin;
    if (milliseconds > longestWait) wait(longestWait, again);
    else
      wait(milliseconds, () => {
        tell();
        again();
      });
  };
  const again = async () => {
    asked += 1;
    const mine = asked;
    try {
      const lasting = await load();
      if (mine === asked) waitFor(lasting);
    } catch (error) {
      log.warn({ error: String(error) }, "cannot tell how long access lasts");
      if (mine === asked) wait(afterFailure, again);
    }
  };

  waitFor(first);
  return {
    again,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
