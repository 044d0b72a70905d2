import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeptMessage } from "../lib/mail/mailbox.ts";
import { Ledger, type Submission } from "./mail-stand-in-ledger.ts";
import { type Fault, submissionOf } from "./mail-stand-in-submission.ts";

/** How badly the provider behaves. Shares are of all requests, 0 to 1; the same seed gives the same sequence. */
export type Misbehaviour = {
  seed: number;
  /** Answered 500 or 429, nothing taken. */
  refuse: number;
  /** Taken, and then the connection is cut or no answer ever comes. */
  lose: number;
};

export type MailStandInOptions = {
  /** 0 or left out: any free one. */
  port?: number;
  /** Where messages are kept; in memory only when left out. */
  file?: string;
  failure?: Misbehaviour;
  /** How long taking a message takes, in milliseconds; its key is in use meanwhile. */
  latencyMs?: number;
};

export type MailStandIn = {
  /** The base URL to give to the SDK. */
  url: string;
  /** What was taken, newest first. */
  messages(): KeptMessage[];
  close(): Promise<void>;
};

/**
 * Speaks the part of Resend's HTTP API that sends one mail, on the loopback interface, and keeps what it takes.
 * Source of shapes and of the meaning of keys: Resend's API reference (errors, idempotency keys).
 * `GET /messages?to=&limit=` gives what was taken, newest first.
 */
export async function startMailStandIn(options: MailStandInOptions = {}): Promise<MailStandIn> {
  const ledger = new Ledger(options.file);
  const inProgress = new Set<string>();
  const chance = options.failure ? seeded(options.failure.seed) : () => 0.5;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(request.headers.host)) return refuse(response, 403, "invalid_access", "Loopback only.");
    const url = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET" && url.pathname === "/messages") {
      const limit = Number(url.searchParams.get("limit") ?? 200);
      return reply(response, 200, ledger.messages(url.searchParams.get("to") ?? "", limit));
    }
    if (url.pathname !== "/emails") {
      return refuse(response, 404, "not_found", "The requested endpoint does not exist.");
    }
    if (request.method !== "POST") {
      return refuse(
        response,
        405,
        "method_not_allowed",
        "This endpoint does not support the specified HTTP method.",
      );
    }
    return take(request, response);
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const submission = submissionOf(request.headers, body);
    if ("fault" in submission) return refuse(response, ...submission.fault);
    const { refuse: refused = 0, lose = 0 } = options.failure ?? {};
    const luck = chance();
    if (luck < refused)
      return luck < refused / 2 ? refuse(response, ...broken) : refuse(response, ...hurried);

    const key = request.headers["idempotency-key"]?.toString() ?? null;
    const id = await takeOnce(submission, key, body);
    if (typeof id !== "string") return refuse(response, ...id.fault);
    if (luck >= 1 - lose / 2) return void response.destroy();
    if (luck >= 1 - lose) return;
    reply(response, 200, { id });
  }

  async function takeOnce(
    mail: Submission,
    key: string | null,
    body: string,
  ): Promise<string | { fault: Fault }> {
    if (key && inProgress.has(key)) return { fault: concurrent };
    const before = key ? ledger.taken(key, body) : undefined;
    if (before === "another") return { fault: otherBody };
    if (before) return before.id;
    if (key) inProgress.add(key);
    try {
      if (options.latencyMs) await sleep(options.latencyMs);
      return ledger.keep(mail, key, body);
    } finally {
      if (key) inProgress.delete(key);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages: () => ledger.messages(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const broken: Fault = [500, "application_error", "An unexpected error occurred."];
const hurried: Fault = [429, "rate_limit_exceeded", "Too many requests."];
const concurrent: Fault = [
  409,
  "concurrent_idempotent_requests",
  "Another request with the same idempotency key is in progress. It is safe to retry.",
];
const otherBody: Fault = [
  409,
  "invalid_idempotent_request",
  "This idempotency key has been used on a request with a different payload.",
];

function refuse(response: ServerResponse, statusCode: number, name: string, message: string): void {
  reply(response, statusCode, { statusCode, name, message });
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

/** A page elsewhere that resolves its own name to this machine does not get to read the mail. */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
