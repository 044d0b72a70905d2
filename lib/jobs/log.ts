import { Logger as GraphileLogger } from "graphile-worker";
import { type Logger, pino } from "pino";

/** One JSON line per event. Events name rows and kinds, never payloads: those hold links and codes. */
export function workerLog(): Logger {
  return pino({ name: "worker", base: undefined });
}

/** The job queue's own messages, in the same log. What it says about each finished job is for debugging only. */
export function queueLog(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (level === "error") log.error(message);
    else if (level === "warning") log.warn(message);
    else log.debug(message);
  });
}
