import { levelNames } from "@/lib/access/catalogue";
import {
  type Decision,
  decideWith,
  type NearPath,
  type Question,
  resourceLevel,
  smallestGrant,
} from "@/lib/access/decide";
import type { ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import type { Path } from "@/lib/access/path";
import type { Evaluation } from "./input";
import { meaningOf } from "./question";
import type { World } from "./world";

/** A decision as the standard has it: yes or no, and in `context` why. */
export type DecisionResponse = { decision: boolean; context: Record<string, unknown> };

const denied = (reason: string): DecisionResponse => ({ decision: false, context: { reason } });

/** Answers one question from what was loaded for it: by `decide`, as every page and action does. */
export async function answerTo(
  world: World,
  { subject, action, resource }: Evaluation,
): Promise<DecisionResponse> {
  const person = world.personOf(subject);
  if (!person) return denied("unknown_subject");
  const meaning = meaningOf(action, resource.type);
  if (typeof meaning === "string") return denied(meaning);
  const question: Question = {
    permission: meaning.permission,
    resource: world.resourceOf(resource, meaning.kind),
    at: world.scope.now,
  };
  const decision = decideWith(person.access, person.facts, question);
  const { resource: place } = question;
  const held = decision.level ?? (place && resourceLevel(person.access.permissionsOn(place), place.kind));
  const level = held === null ? {} : { level: levelNames[held] };
  if (decision.allow)
    return {
      decision: true,
      context: { ...level, path: decision.proof.map((path) => pathInAnswer(world, path, subject.id)) },
    };
  return {
    decision: false,
    context: {
      ...level,
      reason: decision.reason,
      ...nearOf(world, decision.near, subject.id),
      ...(await smallestGrantOf(world, question, decision)),
    },
  };
}

function nearOf(world: World, near: readonly NearPath[], subjectId: string) {
  if (near.length === 0) return {};
  return {
    near: near.map(({ obstacle, ...path }) => ({ ...pathInAnswer(world, path, subjectId), obstacle })),
  };
}

/** The smallest single grant that would allow it. None helps who is not active, or what is not there. */
async function smallestGrantOf(world: World, question: Question, decision: Decision & { allow: false }) {
  if (["unknown_resource", "inactive"].includes(decision.reason)) return {};
  const grant = smallestGrant(question, await world.roles(), world.scope.root);
  if (!grant) return {};
  const { role, resource } = grant;
  return { smallest_grant: { role: { id: role.id, name: role.name }, resource: named(world, resource) } };
}

/** One path of the proof: principal → role → resource, with how it came about and how long it holds. */
function pathInAnswer(
  world: World,
  { grantId, roleId, roleName, group, resource, holds, source, via }: Path,
  subjectId: string,
) {
  return {
    principal: group ? { type: "group", id: group.id, name: group.name } : { type: "user", id: subjectId },
    role: roleId === null ? { name: roleName } : { id: roleId, name: roleName },
    resource: named(world, resource),
    ...(grantId === null ? {} : { grant: grantId }),
    source,
    ...(via === null ? {} : { via }),
    from: isoOf(holds.from),
    ...(holds.to === null ? {} : { until: isoOf(holds.to) }),
  };
}

const named = ({ nameOf }: World, resource: ResourceRef) => ({
  type: resource.kind,
  id: resource.id,
  name: nameOf(resource),
});
