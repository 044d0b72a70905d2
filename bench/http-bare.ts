import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import postgres from "postgres";

// What remains when everything is left out that is not Node or PostgreSQL: the body read, the same statements, sent in
// as few messages, in one transaction under row-level security, an answer in JSON. Run by http.ts in a process of its own.

const sql = postgres(process.env.REMIT_APP_DATABASE_URL ?? "", { max: 10, onnotice: () => {} });

type Key = { id: string; account: string };
type Question = { subject: { id: string } };

async function decide(secret: string, { subject }: Question): Promise<boolean> {
  return sql.begin(async (tx) => {
    const hash = createHash("sha256").update(secret).digest("hex");
    const [, [key]] = await Promise.all([
      tx`select set_config('remit.token', ${hash}, true)`,
      tx<Key[]>`
        select w.id, w.account_id as account, k.scopes, w.access_version, micros(clock_timestamp()) as now
        from api_keys k join workspaces w on w.id = k.workspace_id and w.archived_at is null
        where k.secret_hash = ${hash} and k.revoked_at is null
          and (k.expires_at is null or k.expires_at > clock_timestamp())`,
    ]);
    if (!key) return false;
    const [, people] = await Promise.all([
      tx`select set_config('remit.workspace', ${key.id}, true), set_config('remit.account', ${key.account}, true)`,
      tx`
        select u.id, u.email, u.disabled_at is not null as disabled, coalesce(a.periods, '[]') as administers
        from users u left join lateral (
          select json_agg(json_build_object('from', micros(a.valid_from), 'to', micros(a.valid_to)) order by a.valid_from) as periods
          from account_administrators a where a.account_id = ${key.account} and a.user_id = u.id
        ) a on true
        where u.id = ${subject.id} and (a.periods is not null or exists (
          select 1 from memberships m where m.workspace_id = ${key.id} and m.user_id = u.id))`,
    ]);
    return people.length === 1;
  });
}

async function bodyOf(request: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Question;
}

const server = createServer(async (request, response) => {
  const secret = (request.headers.authorization ?? "").replace("Bearer ", "");
  const decision = await decide(secret, await bodyOf(request));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ decision }));
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
