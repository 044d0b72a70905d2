import "server-only";
import { z } from "zod";
import { inContext, lockWorkspace } from "@/db/tenant";
import type { Mail } from "@/emails/payloads";
import type { ResourceRef } from "@/lib/access/facts";
import { hashOf } from "@/lib/identity/secrets";
import { currentPerson, type Person } from "@/lib/identity/session";
import { type AuditAuthor, appendAudit, appendAudits, appendDenial } from "./audit";
import type { AuditEvent } from "./event";
import { outcomeOf } from "./failure";
import { announceAccessChange } from "./freshness";
import { claimKey, type IdempotencyKey, storedOutcome, storeOutcome } from "./idempotency";
import { enqueue, enqueueEach, type Letter } from "./outbox";
import { GuardRefusal, type Outcome, Refusal, signInFirst } from "./outcome";
import { parseInput } from "./parse";
import { countAgainst, type Limit } from "./rate-limit";
import { type Incoming, incoming, isSameOrigin } from "./request";
import { Denial, demand, loadScope, type Needed, openScope, type Scope } from "./scope";

/** What a mutation works with, inside its transaction, the tenant context and the lock of the workspace. */
export type CommandContext = Scope & {
  request: Incoming;
  /** Tells the audit log and gives the event's id. Called exactly once by every mutation that is carried out. */
  audit(event: AuditEvent): Promise<string>;
  /** The same for a command that carries out many changes at once; see {@link CommandSpec.changes}. */
  auditEach(events: readonly AuditEvent[]): Promise<string[]>;
  /** Sends a mail when the change has committed. */
  mail(recipient: string, mail: Mail): Promise<void>;
  mailEach(letters: readonly Letter[]): Promise<void>;
  /** Says whose access is different from now on. */
  accessChanged(userIds: string[]): Promise<void>;
};

export type CommandSpec<S extends z.ZodType, V> = {
  /** Unique, `room.verb`. */
  name: string;
  permission: Needed;
  input: S;
  /** On what the permission is needed; the workspace itself unless said. */
  resource?: (scope: Scope, input: z.output<S>) => Promise<ResourceRef>;
  /** Whether this needs a proof of identity of the last 15 minutes. */
  fresh?: (scope: Scope, input: z.output<S>) => Promise<boolean>;
  /**
   * How many changes its value tells of; one unless said. The audit log must have been told of each: in bulk everybody
   * who was changed is found in the log by name, as if they had been changed alone.
   */
  changes?: (value: V) => number;
  limit?: Limit;
  /** What is kept of a value to answer a repetition with; all of it unless said. A secret is told once. */
  kept?: (value: V) => V;
  run: (context: CommandContext, input: z.output<S>) => Promise<V | Refusal>;
};

export type Command<V> = {
  name: string;
  permission: Needed | "public";
  execute: (raw: unknown) => Promise<Outcome<V>>;
};

/** Fields that every form of a workspace sends beside its own. */
const Envelope = z.looseObject({
  workspace: z.string({ error: "Say which workspace this is for." }).min(1).max(100),
  idempotencyKey: z.string().min(8).max(64).optional(),
});

const mutationsPerMinute = 300;

/**
 * Makes a mutation that can only be reached through the doorway, in this order: origin, identity, strict parse, rate
 * limit, idempotency, decision without a lock, fresh proof, then one transaction with tenant context, workspace lock,
 * facts loaded again, decision and proof again, run, audit and outbox. A failed audit insert rolls the change back; a denial is
 * audited after the rollback.
 */
export function command<S extends z.ZodType, V>(spec: CommandSpec<S, V>): Command<V> {
  const limit = spec.limit ?? { name: spec.name, points: mutationsPerMinute, seconds: 60 };
  return {
    name: spec.name,
    permission: spec.permission,
    async execute(raw) {
      const request = await incoming();
      try {
        if (!isSameOrigin(request)) throw foreignOrigin();
        const actor = await currentPerson();
        if (!actor) throw signInFirst();
        const { workspace, idempotencyKey, ...rest } = parseInput(Envelope, plainOf(raw));
        const input = parseInput(spec.input, rest);
        await countAgainst(limit, actor.userId);
        const asked = `${spec.name} ${hashOf(JSON.stringify([workspace, input]))}`;
        const key = idempotencyKey ? { actor, key: idempotencyKey, command: asked } : null;
        const replayed = await inContext({ user: actor.userId }, async (tx) => {
          const stored = key ? await storedOutcome<V>(tx, key) : null;
          if (stored) return stored;
          const scope = await openScope(tx, actor, workspace);
          demand(scope, spec.permission, (await spec.resource?.(scope, input)) ?? scope.root);
          await demandProof(spec, scope, input);
          return null;
        });
        return replayed ?? (await carryOut(spec, { actor, request, workspace, input, key }));
      } catch (error) {
        return outcomeOf(await afterAudit(spec.name, error, request), request.id);
      }
    },
  };
}

type Call<I> = { actor: Person; request: Incoming; workspace: string; input: I; key: IdempotencyKey | null };

async function carryOut<S extends z.ZodType, V>(
  spec: CommandSpec<S, V>,
  call: Call<z.output<S>>,
): Promise<Outcome<V>> {
  const { actor, request, input, key } = call;
  return inContext({ user: actor.userId }, async (tx) => {
    if (key && !(await claimKey(tx, key))) return (await storedOutcome<V>(tx, key)) ?? inProgress();
    const { workspace } = await openScope(tx, actor, call.workspace);
    await lockWorkspace(tx, workspace.id);
    const scope = await loadScope(tx, actor, workspace);
    const resource = (await spec.resource?.(scope, input)) ?? scope.root;
    demand(scope, spec.permission, resource);
    await demandProof(spec, scope, input);
    let audited = 0;
    const author = authorOf(actor, request);
    const result = await deniedByGuard(scope, resource, () =>
      spec.run(
        {
          ...scope,
          request,
          audit: (event) => {
            audited += 1;
            return appendAudit(tx, workspace.id, author, event);
          },
          auditEach: (events) => {
            audited += events.length;
            return appendAudits(tx, workspace.id, author, events);
          },
          mail: (recipient, mail) => enqueue(tx, recipient, mail, workspace.id),
          mailEach: (letters) => enqueueEach(tx, letters, workspace.id),
          accessChanged: (userIds) => announceAccessChange(tx, workspace.id, userIds),
        },
        input,
      ),
    );
    const outcome: Outcome<V> = result instanceof Refusal ? result.toOutcome() : { ok: true, value: result };
    const changes = outcome.ok ? (spec.changes?.(outcome.value) ?? 1) : audited;
    if (audited !== changes)
      throw new Error(`${spec.name} told the audit log ${audited} times instead of ${changes}`);
    if (key) await storeOutcome(tx, key, keptOf(spec, outcome));
    return outcome;
  });
}

/** Makes what a guard refuses in the course of a change a denial, which knows where it was. */
async function deniedByGuard<T>(scope: Scope, resource: ResourceRef, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    throw error instanceof GuardRefusal ? new Denial(scope, resource, error) : error;
  }
}

function keptOf<S extends z.ZodType, V>({ kept }: CommandSpec<S, V>, outcome: Outcome<V>): Outcome<V> {
  return outcome.ok && kept ? { ok: true, value: kept(outcome.value) } : outcome;
}

/** What is to be answered: the error itself, or what went wrong when the audit log was to be told of a denial. */
async function afterAudit(name: string, error: unknown, request: Incoming): Promise<unknown> {
  try {
    if (error instanceof Denial) await auditDenial(name, error, request);
    return error;
  } catch (failure) {
    return failure;
  }
}

/** Written in a transaction of its own, because the refused one rolls back. */
async function auditDenial(name: string, { scope, resource, refusal }: Denial, request: Incoming) {
  const { actor, workspace } = scope;
  const guard = refusal instanceof GuardRefusal ? refusal : null;
  const target = guard?.about.target ?? { kind: resource.kind, id: resource.id, label: resource.name };
  const reason = guard ? { reason: guard.message } : {};
  await inContext({ user: actor.userId, workspace: workspace.id, account: workspace.accountId }, (tx) =>
    appendDenial(tx, workspace.id, authorOf(actor, request), { action: name, target, resource, ...reason }),
  );
}

/** The author of an audit event: a person in a request. */
function authorOf(actor: Pick<Person, "userId" | "name" | "sessionId">, request: Incoming): AuditAuthor {
  return { actorId: actor.userId, actorName: actor.name, sessionId: actor.sessionId, requestId: request.id };
}

/** A form's fields, or the object as it came. */
function plainOf(raw: unknown): unknown {
  if (!(raw instanceof FormData)) return raw;
  return Object.fromEntries([...raw].filter(([name]) => !name.startsWith("$ACTION_")));
}

export function foreignOrigin(): Refusal {
  return new Refusal(
    "forbidden",
    "This was not sent from a page of Remit. Open the page again and repeat it there.",
  );
}

async function demandProof<S extends z.ZodType, V>(
  { fresh }: CommandSpec<S, V>,
  scope: Scope,
  input: z.output<S>,
): Promise<void> {
  if (!scope.actor.proofIsFresh && (await fresh?.(scope, input)))
    throw new Refusal("stale-proof", "This change needs a fresh proof that it is you. We send you a code.");
}

function inProgress(): Outcome<never> {
  return {
    ok: false,
    code: "conflict",
    message: "This is being done already. Reload the page to see the result.",
  };
}
