import { setTimeout as pause } from "node:timers/promises";
import { type Cluster, type ClusterOptions, startCluster } from "../db/embedded/cluster.ts";
import { freePort } from "./ports.ts";

export type KeptDatabase = { cluster(): Cluster; stop(): Promise<void> };

const longestPauseMs = 5_000;
const attemptsAtFirst = 3;

/** Runs the embedded database and starts it again, on the same port, whenever it ends. */
export async function keepDatabase(
  options: Omit<ClusterOptions, "port">,
  changed: () => void,
): Promise<KeptDatabase> {
  let cluster = await startFirst(options);
  let stopping = false;

  const watch = async () => {
    while (true) {
      await cluster.ended;
      if (stopping) return;
      console.log("The database ended; starting it again.");
      const next = await startAgain(options, cluster.port, () => stopping);
      if (!next) return;
      cluster = next;
      changed();
    }
  };
  const watching = watch();

  return {
    cluster: () => cluster,
    stop: async () => {
      stopping = true;
      await cluster.stop();
      await watching;
    },
  };
}

/** Another program may take the port between our look and the server's start: then try another one. */
async function startFirst(options: Omit<ClusterOptions, "port">): Promise<Cluster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startCluster({ ...options, port: await freePort() });
    } catch (error) {
      if (attempt === attemptsAtFirst) throw error;
    }
  }
}

/** Whoever killed it may have left its workers running for a moment, which keeps a new one from starting. */
async function startAgain(
  options: Omit<ClusterOptions, "port">,
  port: number,
  stopping: () => boolean,
): Promise<Cluster | undefined> {
  for (let wait = 100; ; wait = Math.min(longestPauseMs, wait * 2)) {
    try {
      const cluster = await startCluster({ ...options, port });
      if (!stopping()) return cluster;
      await cluster.stop();
      return undefined;
    } catch (error) {
      if (stopping()) return undefined;
      console.log(`The database could not be started yet: ${(error as Error).message}`);
    }
    await pause(wait);
  }
}
