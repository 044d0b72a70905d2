import "server-only";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { inContext, lockWorkspace } from "@/db/tenant";
import type { Share } from "@/db/turns";
import type { Mail } from "@/emails/payloads";
import type { ResourceRef } from "@/lib/access/facts";
import type { Workspace } from "@/lib/facts/facts";
import type { Actor, KeyActor, system } from "@/lib/identity/actor";
import { hashOf } from "@/lib/identity/secrets";
import { type AuditAuthor, appendAudit, appendAudits, appendDenial } from "./audit";
import type { AuditEvent } from "./event";
import { announceAccessChange } from "./freshness";
import { claimKey, type IdempotencyKey, storedOutcome, storeOutcome } from "./idempotency";
import { enqueue, enqueueEach, type Letter } from "./outbox";
import { GuardRefusal, type Outcome, outcomeOfRun, type Refusal } from "./outcome";
import { OfWorkspace, parseInput } from "./parse";
import { countAgainst, type Limit } from "./rate-limit";
import { incoming } from "./request";
import {
  contextOf,
  Denial,
  demandFor,
  type Guarded,
  isInside,
  loadScope,
  type Needed,
  openScope,
  type Scope,
} from "./scope";
import { answered, demandOwnOrigin, demandPerson, demandProof } from "./steps";

/** What a mutation works with, inside its transaction, the tenant context and the lock of the workspace. */
export type CommandContext = Scope & {
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

export type CommandSpec<S extends z.ZodType, V> = Guarded<z.output<S>> & {
  /** Unique, `room.verb`. */
  name: string;
  input: S;
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
  /** Carries it out for the person who is signed in, as one of our pages asks. */
  execute: (raw: unknown) => Promise<Outcome<V>>;
};

export type WorkspaceCommand<V> = Command<V> & {
  /** Carries it out for a key or for Remit itself, in a workspace that they come with. `id`: the request's, or the job's. */
  executeFor: (
    actor: KeyActor | typeof system,
    workspace: Workspace,
    raw: unknown,
    id: string,
  ) => Promise<Outcome<V>>;
};

const Envelope = OfWorkspace.extend({ idempotencyKey: z.string().min(8).max(64).optional() });

const mutationsPerMinute = 300;

/**
 * Makes a mutation that can only be reached through the doorway, in the order of {@link file://./steps.ts}: one transaction
 * decides without a lock, so that an outsider cannot hold it; the next one takes the tenant context and the lock of the workspace,
 * loads the facts again, decides and asks for proof again, runs, audits and mails. A failed audit insert rolls the change
 * back; a denial is audited after the rollback. Keys and Remit itself have no cookie, and so no origin to prove.
 */
export function command<S extends z.ZodType, V>(spec: CommandSpec<S, V>): WorkspaceCommand<V> {
  return {
    name: spec.name,
    permission: spec.permission,
    async execute(raw) {
      const request = await incoming();
      return answered(request, async () => {
        demandOwnOrigin(request);
        const actor = await demandPerson();
        const { workspace, idempotencyKey, ...rest } = parseInput(Envelope, raw);
        const input = parseInput(spec.input, rest);
        const command = `${spec.name} ${hashOf(JSON.stringify([workspace, input]))}`;
        const key = idempotencyKey ? { userId: actor.userId, key: idempotencyKey, command } : null;
        return perform(spec, { actor, workspace, input, key, requestId: request.id });
      });
    },
    executeFor: (actor, workspace, raw, id) =>
      answered({ id }, async () =>
        perform(spec, { actor, workspace, input: parseInput(spec.input, raw), key: null, requestId: id }),
      ),
  };
}

/** A command that was understood. */
type Call<I> = {
  actor: Actor;
  workspace: string | Workspace;
  input: I;
  key: IdempotencyKey | null;
  requestId: string;
};

async function perform<S extends z.ZodType, V>(
  spec: CommandSpec<S, V>,
  call: Call<z.output<S>>,
): Promise<Outcome<V>> {
  const { actor, workspace, input, key } = call;
  const limit = spec.limit ?? { name: spec.name, points: mutationsPerMinute, seconds: 60 };
  if (actor.kind !== "system") await countAgainst(limit, actor.kind === "key" ? actor.keyId : actor.userId);
  try {
    const before = async (tx: Transaction) => {
      const stored = key && (await toldAgain<V>(tx, key, call));
      if (!stored) await demandAll(spec, await openScope(tx, actor, workspace), input);
      return stored;
    };
    const stored = await inContext(ownContext(actor), before, shareOf(call, "light"));
    return (
      stored ??
      (await inContext(ownContext(actor), (tx) => carryOut(tx, spec, call), shareOf(call, "change")))
    );
  } catch (error) {
    if (error instanceof Denial) await auditDenial(spec.name, error, call.requestId);
    throw error;
  }
}

async function demandAll<S extends z.ZodType, V>(
  spec: CommandSpec<S, V>,
  scope: Scope,
  input: z.output<S>,
): Promise<ResourceRef> {
  const resource = await demandFor(scope, spec, input);
  await demandProof(scope.actor, async () => spec.fresh?.(scope, input));
  return resource;
}

async function carryOut<S extends z.ZodType, V>(
  tx: Transaction,
  spec: CommandSpec<S, V>,
  call: Call<z.output<S>>,
): Promise<Outcome<V>> {
  const { actor, workspace: at, input, key, requestId } = call;
  if (key && !(await claimKey(tx, key))) return (await toldAgain<V>(tx, key, call)) ?? inProgress();
  const { workspace } = await openScope(tx, actor, at);
  await lockWorkspace(tx, workspace.id);
  const scope = await loadScope(tx, actor, workspace);
  const resource = await demandAll(spec, scope, input);
  const { context, audited } = writing(scope, requestId);
  const outcome = outcomeOfRun(await deniedByGuard(scope, resource, () => spec.run(context, input)));
  const changes = outcome.ok ? (spec.changes?.(outcome.value) ?? 1) : audited();
  if (audited() !== changes)
    throw new Error(`${spec.name} told the audit log ${audited()} times instead of ${changes}`);
  if (key) await storeOutcome(tx, key, keptOf(spec, outcome));
  return outcome;
}

/** Makes what a guard refuses in the course of a change a denial, which knows where it was. */
async function deniedByGuard<T>(scope: Scope, resource: ResourceRef, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    throw error instanceof GuardRefusal ? new Denial(scope, resource, error) : error;
  }
}

/** What a command writes with, and how often it told the audit log so far. */
function writing(scope: Scope, requestId: string): { context: CommandContext; audited: () => number } {
  const { tx, actor, workspace } = scope;
  const author = authorOf(actor, requestId);
  let audited = 0;
  const context: CommandContext = {
    ...scope,
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
  };
  return { context, audited: () => audited };
}

function keptOf<S extends z.ZodType, V>({ kept }: CommandSpec<S, V>, outcome: Outcome<V>): Outcome<V> {
  return outcome.ok && kept ? { ok: true, value: kept(outcome.value) } : outcome;
}

/** Written in a transaction of its own, because the refused one rolls back. */
async function auditDenial(name: string, { scope, resource, refusal }: Denial, requestId: string) {
  const { actor, workspace } = scope;
  const guard = refusal instanceof GuardRefusal ? refusal : null;
  const target = guard?.about.target ?? { kind: resource.kind, id: resource.id, label: resource.name };
  const event = { action: name, target, resource, ...(guard ? { reason: guard.message } : {}) };
  await inContext({ ...ownContext(actor), ...contextOf(workspace) }, (tx) =>
    appendDenial(tx, workspace.id, authorOf(actor, requestId), event),
  );
}

const shareOf = ({ workspace }: Call<unknown>, weight: Share["weight"]): Share => ({
  of: typeof workspace === "string" ? workspace : workspace.slug,
  weight,
});

/** What the tenant context holds of an actor, wherever they act. */
const ownContext = ({ userId }: Actor) => (userId === null ? {} : { user: userId });

/** The author of an audit event. What a key does, its owner answers for. */
function authorOf(actor: Actor, requestId: string): AuditAuthor {
  const { userId, name, sessionId } = actor;
  const actorName = actor.kind === "key" ? `${name} (API key ${actor.keyName})` : name;
  return { actorId: userId, actorName, sessionId, requestId };
}

/** The stored outcome of a key: in full to whoever is in the workspace now, and after their end only that there was one. */
async function toldAgain<V>(
  tx: Transaction,
  key: IdempotencyKey,
  { actor, workspace }: Pick<Call<unknown>, "actor" | "workspace">,
): Promise<Outcome<V> | null> {
  const stored = await storedOutcome<V>(tx, key);
  if (!stored || (await isInside(tx, actor, workspace))) return stored;
  const message = `This was ${stored.ok ? "done" : "refused"} when it was first sent. You are not in the workspace any more.`;
  return { ok: false, code: "conflict", message };
}

function inProgress(): Outcome<never> {
  return {
    ok: false,
    code: "conflict",
    message: "This is being done already. Reload the page to see the result.",
  };
}
