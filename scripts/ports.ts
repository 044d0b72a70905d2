import { createServer } from "node:net";
import { Refusal } from "./refusal.ts";

const usual = 3000;

/**
 * The port to serve on. The one asked for by PORT is taken or refused; without it, the first free one from 3000.
 * @throws Refusal
 */
export async function servingPort(asked: string | undefined): Promise<number> {
  if (asked?.trim()) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Refusal("PORT must be a whole number from 1 to 65535: correct it or leave it out.");
    }
    if (!(await isFree(port))) {
      throw new Refusal(
        `Port ${port} is in use by another program: stop that one or set PORT to a free port.`,
      );
    }
    return port;
  }
  for (let port = usual; port < usual + 100; port += 1) if (await isFree(port)) return port;
  throw new Refusal(`No port from ${usual} to ${usual + 99} is free: set PORT to one that is.`);
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
