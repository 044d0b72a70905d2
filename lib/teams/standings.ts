import "server-only";
import { accessAt } from "@/lib/access/access";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { decideWith, resourceLevel } from "@/lib/access/decide";
import type { Facts } from "@/lib/access/facts";
import type { Path } from "@/lib/access/path";
import { effectiveOf } from "@/lib/access/role";
import type { Scope } from "@/lib/doorway/scope";
import type { TeamObject } from "./object";
import type { FoundGrant } from "./rows";

/** A level on an object, and every path that gives it. */
export type Standing = { level: Level; proof: Path[] };
export type OtherStanding = Standing & { name: string; isYou: boolean };

/**
 * The people with a row of their own here who hold a higher level by another way.
 * @param direct grants on the object itself
 * @param facts of the people among them, by user id
 */
export function othersOf(
  scope: Scope,
  object: TeamObject,
  direct: readonly FoundGrant[],
  facts: ReadonlyMap<string, Facts>,
): OtherStanding[] {
  return direct.flatMap(({ userId, name, contents, plus, minus }) => {
    const person = facts.get(userId ?? "");
    const own = resourceLevel(effectiveOf(contents, { plus, minus }, false), object.kind);
    if (!person) return [];
    const { level, proof } = standingOf(person, scope, object);
    return level > own ? [{ name, isYou: userId === scope.actor.userId, level, proof }] : [];
  });
}

const bringing: Record<Level, PermissionId | null> = {
  0: null,
  1: "marketing-object:view",
  2: null,
  3: "marketing-object:edit",
  4: "marketing-object:manage",
};

/** A person's level on the object, and every path that gives it. */
export function standingOf(facts: Facts, { now }: Scope, object: TeamObject): Standing {
  const access = accessAt(facts, now);
  const level = resourceLevel(access.permissionsOn(object), object.kind);
  const permission = bringing[level];
  if (permission === null) return { level, proof: [] };
  const decision = decideWith(access, facts, { permission, resource: object, at: now });
  return { level, proof: decision.allow ? decision.proof : [] };
}
