import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { iso } from "@/db/dated";
import { apiKeys } from "@/db/schema/keys";
import { memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { accessAt, heldUntil } from "@/lib/access/access";
import { labelOf } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { type Instant, isoOf } from "@/lib/access/instant";
import { command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { demand, type Scope } from "@/lib/doorway/scope";
import { factsOf } from "@/lib/facts/facts";
import { newSecret } from "@/lib/identity/key";
import { type KeyScope, keyScopes } from "@/lib/identity/key-scopes";
import { keyEvents } from "./events";
import { ChangeKeyOwner, CreateKey, RevokeKey } from "./input";

export type NewKey = {
  id: string;
  name: string;
  /** Told once, to whoever made the key; null when the same form is sent again. */
  secret: string | null;
  /** Id of the audit event. */
  event: string;
};

const scope: KeyScope = "decision:read";
const ownerNeeds = keyScopes[scope];
const endText = iso(sql`${apiKeys.expiresAt}`) as SQL<string | null>;

/** The workspace, for whoever could own a key: nobody makes or gives away what they may not have. */
async function forOwners(asker: Scope): Promise<ResourceRef> {
  for (const permission of ownerNeeds) demand(asker, permission, asker.root);
  return asker.root;
}

/** When somebody's own authority to have a key ends; a key that they make or answer for ends with it. */
function authorityEnd(facts: Facts, root: ResourceRef, now: Instant): string | null {
  const end = heldUntil(facts, ownerNeeds, root, now);
  return end === null ? null : isoOf(end);
}

/** Makes a key with which another system may ask for decisions of this workspace. Its maker owns it. */
export const createKey = command({
  name: "keys.create",
  permission: "general:manage-api-key",
  input: CreateKey,
  resource: forOwners,
  fresh: async () => true,
  kept: (value: NewKey) => ({ ...value, secret: null }),
  run: async ({ tx, workspace, root, facts, now, actor, audit }, { name, lifetime }): Promise<NewKey> => {
    const { userId } = actor;
    if (userId === null) throw new Refusal("forbidden", "A key needs a person who owns it.");
    const { secret, prefix, hash } = newSecret();
    const id = uuidv7();
    const wanted = lifetime === "never" ? sql`null` : sql`now() + make_interval(days => ${Number(lifetime)})`;
    const [row] = await tx
      .insert(apiKeys)
      .values({
        workspaceId: workspace.id,
        id,
        name,
        prefix,
        secretHash: hash,
        scopes: [scope],
        createdBy: userId,
        ownedBy: userId,
        expiresAt: sql`least(${wanted}, ${authorityEnd(facts, root, now)}::timestamptz)`,
      })
      .returning({ expiresAt: endText });
    const event = await audit(
      keyEvents.created({
        target: { kind: "api-key", id, label: name },
        after: { prefix, scopes: [scope], expiresAt: row?.expiresAt ?? null },
      }),
    );
    return { id, name, secret, event };
  },
});

/** Ends a key: it opens nothing from the next request on. */
export const revokeKey = command({
  name: "keys.revoke",
  permission: "general:manage-api-key",
  input: RevokeKey,
  run: async (context, { keyId }) => {
    const { tx, actor, audit } = context;
    const key = await keyById(context, keyId);
    await tx
      .update(apiKeys)
      .set({ revokedAt: sql`clock_timestamp()`, revokedBy: actor.userId })
      .where(called(context, keyId));
    const event = await audit(
      keyEvents.revoked({
        target: { kind: "api-key", id: keyId, label: key.name },
        before: { prefix: key.prefix },
      }),
    );
    return { name: key.name, event };
  },
});

/** Lets an active member who holds what the key asks of its owner answer for it from now on. */
export const changeKeyOwner = command({
  name: "keys.change-owner",
  permission: "general:manage-api-key",
  input: ChangeKeyOwner,
  resource: forOwners,
  fresh: async () => true,
  run: async (context, { keyId, membershipId }) => {
    const { tx, workspace, root, facts, now, audit } = context;
    const key = await keyById(context, keyId);
    const owner = await memberById(context, membershipId);
    if (owner.userId === key.ownedBy) throw refusedOwner(`${owner.name} owns this key already.`);
    const theirs = await factsOf(tx, workspace, owner.userId);
    const access = accessAt(theirs, now);
    if (!access.active) throw refusedOwner(`${owner.name} is not active here.`);
    const lacking = ownerNeeds.filter((permission) => !access.can(permission, root));
    if (lacking.length > 0)
      throw refusedOwner(`${owner.name} does not hold ${lacking.map(labelOf).join(" and ")}.`);
    const [own, others] = [facts, theirs].map((one) => authorityEnd(one, root, now));
    const [row] = await tx
      .update(apiKeys)
      .set({
        ownedBy: owner.userId,
        expiresAt: sql`least(${apiKeys.expiresAt}, ${own}::timestamptz, ${others}::timestamptz)`,
      })
      .where(called(context, keyId))
      .returning({ expiresAt: endText });
    const end = row?.expiresAt ?? null;
    const endsEarlier = end !== key.expiresAt;
    const event = await audit(
      keyEvents.ownerChanged({
        target: { kind: "api-key", id: keyId, label: key.name },
        before: { owner: key.owner, ...(endsEarlier ? { expiresAt: key.expiresAt } : {}) },
        after: { owner: owner.name, ...(endsEarlier ? { expiresAt: end } : {}) },
      }),
    );
    return { name: key.name, owner: owner.name, event };
  },
});

function refusedOwner(message: string): Refusal {
  return new Refusal("conflict", message, { membershipId: message });
}

const called = ({ workspace }: Scope, id: string) =>
  and(eq(apiKeys.workspaceId, workspace.id), eq(apiKeys.id, id));

/** A key that was not revoked. @throws Refusal for any other. */
async function keyById(asker: Scope, id: string) {
  const [key] = await asker.tx
    .select({
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      ownedBy: apiKeys.ownedBy,
      owner: users.name,
      expiresAt: endText,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.ownedBy))
    .where(called(asker, id));
  if (!key) throw notFound();
  if (key.revokedAt) throw new Refusal("conflict", `${key.name} was revoked already.`);
  return key;
}

async function memberById({ tx, workspace }: Scope, id: string) {
  const [member] = await tx
    .select({ userId: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspace.id), eq(memberships.id, id)));
  if (!member) throw notFound();
  return member;
}
