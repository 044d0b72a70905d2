import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryLock } from "./lock.ts";
import { Refusal } from "./refusal.ts";

const usual = 3000;

/** A port, kept from other Remits that start at the same time until it is released. */
export type Reserved = { port: number; release(): void };

/**
 * The port to serve on. The one asked for by PORT is taken or refused; without it, the first free one from 3000.
 * @throws Refusal
 */
export async function servingPort(asked: string | undefined): Promise<Reserved> {
  if (asked?.trim()) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Refusal("PORT must be a whole number from 1 to 65535: correct it or leave it out.");
    }
    const reserved = await reserve(port);
    if (reserved) return reserved;
    throw new Refusal(`Port ${port} is in use by another program: stop that one or set PORT to a free port.`);
  }
  for (let port = usual; port < usual + 100; port += 1) {
    const reserved = await reserve(port);
    if (reserved) return reserved;
  }
  throw new Refusal(`No port from ${usual} to ${usual + 99} is free: set PORT to one that is.`);
}

async function reserve(port: number): Promise<Reserved | undefined> {
  const release = tryLock(join(tmpdir(), `remit-port-${port}`));
  if (!release) return undefined;
  if (await isFree(port)) return { port, release };
  release();
  return undefined;
}

/** Whether nobody listens on it, neither where `localhost` leads to in IPv4 nor in IPv6. */
export async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));
}

/** Some port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code !== "EADDRINUSE" && host === "::1"),
    );
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
