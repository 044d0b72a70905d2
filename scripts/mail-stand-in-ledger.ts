import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { KeptMessage } from "../lib/mail/mailbox.ts";

type Entry = { message: KeptMessage; key: string | null; bodyHash: string };

/** What `POST /emails` takes, as far as Remit uses it. */
export type Submission = {
  from: string;
  to: string[];
  subject: string;
  html?: string;
  text?: string;
  headers?: Record<string, string>;
};

/** The messages taken so far and the keys they came under; in a JSON Lines file when one is named. */
export class Ledger {
  readonly #entries: Entry[] = [];
  readonly #byKey = new Map<string, Entry>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file && existsSync(file))
      for (const line of readFileSync(file, "utf8").split("\n")) this.#recall(line);
  }

  /** Keeps a message and returns its id. */
  keep(submission: Submission, key: string | null, body: string): string {
    const id = randomUUID();
    const at = new Date();
    const to = submission.to.join(", ");
    const message: KeptMessage = {
      id,
      from: submission.from,
      to,
      subject: submission.subject,
      html: submission.html ?? "",
      text: submission.text ?? "",
      at: at.toISOString(),
      headers: {
        From: submission.from,
        To: to,
        Subject: submission.subject,
        Date: at.toUTCString(),
        "Message-ID": `<${id}@mail.localhost>`,
        ...(key ? { "Idempotency-Key": key } : {}),
        ...submission.headers,
      },
    };
    const entry = { message, key, bodyHash: hashOf(body) };
    // Readable by this user only: sign-in links are inside.
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    this.#add(entry);
    return id;
  }

  /** What was taken under a key: its id, "another" for a different body, or undefined when the key is new. */
  taken(key: string, body: string): { id: string } | "another" | undefined {
    const entry = this.#byKey.get(key);
    if (!entry) return undefined;
    return entry.bodyHash === hashOf(body) ? { id: entry.message.id } : "another";
  }

  /** Newest first. */
  messages(to = "", limit = Number.POSITIVE_INFINITY): KeptMessage[] {
    const wanted = to.toLowerCase();
    const found: KeptMessage[] = [];
    for (let at = this.#entries.length - 1; at >= 0 && found.length < limit; at--) {
      const message = this.#entries[at]?.message;
      if (message?.to.toLowerCase().includes(wanted)) found.push(message);
    }
    return found;
  }

  #add(entry: Entry): void {
    this.#entries.push(entry);
    if (entry.key) this.#byKey.set(entry.key, entry);
  }

  /** The last line is torn when the process was killed while writing it; its sender had no answer and tries again. */
  #recall(line: string): void {
    try {
      this.#add(JSON.parse(line));
    } catch {
      return;
    }
  }
}

function hashOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
