import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import type { Mail } from "@/emails/payloads";

export const link = "https://remit.example/a/secret-link";

export const welcome: Mail = {
  kind: "welcome",
  payload: { name: "Greta", workspaceName: "Alder & Finch", link, roles: ["Viewer"] },
};

export function signInLink(): Mail {
  return {
    kind: "sign-in-link",
    payload: { link, minutes: 10, askedAt: new Date().toISOString(), device: "Firefox on Linux" },
  };
}

export function code(purpose: "accept-invitation" | "confirm-identity"): Mail {
  return { kind: "one-time-code", payload: { code: "204817", purpose, minutes: 10 } };
}

export function invitation(expiresAt: Date): Mail {
  return {
    kind: "invitation",
    payload: {
      link,
      inviterName: "Ines Carvalho",
      inviterEmail: "ines.carvalho@alderfinch.example",
      workspaceName: "Alder & Finch",
      roles: ["Viewer"],
      groups: [],
      expiresAt: expiresAt.toISOString(),
      accessEndsAt: null,
      timeZone: "Europe/Berlin",
      features: [{ text: "See segments", level: 1 }],
    },
  };
}

export type Row = {
  id: string;
  recipient: string;
  payload: object;
  sent: boolean;
  dropped: boolean;
  attempts: number;
  lastError: string | null;
  providerId: string | null;
};

/** Writes one mail into the outbox as its owner; gives its id. */
export async function post(sql: Sql, mail: Mail, recipient: string, createdAt = new Date()): Promise<string> {
  const id = uuidv7();
  await sql`
    INSERT INTO outbox (id, kind, recipient, payload, created_at)
    VALUES (${id}, ${mail.kind}, ${recipient}, ${sql.json(mail.payload)}, ${createdAt})`;
  return id;
}

export async function rows(sql: Sql): Promise<Row[]> {
  return sql<Row[]>`
    SELECT id, recipient, payload, sent_at IS NOT NULL AS sent, dropped_at IS NOT NULL AS dropped, attempts,
      last_error AS "lastError", provider_id AS "providerId"
    FROM outbox ORDER BY id`;
}

/** Waits until no row is left to deliver, or fails after `withinMs`. */
export async function settled(sql: Sql, withinMs: number): Promise<Row[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const all = await rows(sql).catch(() => undefined);
    if (all?.every(({ sent, dropped }) => sent || dropped)) return all;
    if (Date.now() > deadline) {
      const left = all?.filter(({ sent, dropped }) => !sent && !dropped);
      throw new Error(`${left?.length ?? "?"} rows are left: ${JSON.stringify(left?.slice(0, 3))}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
