import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { AccessControl } from "accesscontrol";
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { idsOf } from "@/lib/access/permission-set";
import type { Questions } from "./decide-load";
import { type Decider, worthOf } from "./decide-peers";

function decider(name: string, can: Decider["can"]): Decider {
  return {
    name,
    can,
    pass({ who, permission, resource }: Questions) {
      let allowed = 0;
      for (let i = 0; i < who.length; i++) if (can(who[i]!, permission[i]!, resource[i]!)) allowed++;
      return allowed;
    },
  };
}

/** One instance with each role as it is worth on the workspace and below; which of them somebody has, by place. */
export function accessControl(people: readonly Facts[]): Decider {
  const control = new AccessControl();
  const defined = new Set<string>();
  const held = people.map(({ grants }) => {
    const roles = new Map<string, string[]>();
    for (const grant of grants) {
      const name = `${grant.role.id}-${grant.resource.kind === "workspace" ? "everywhere" : "below"}`;
      if (!defined.has(name))
        for (const id of idsOf(worthOf(grant))) {
          const [resource, action] = id.split(":") as [string, string];
          control.grant(name).action(action, resource);
        }
      defined.add(name);
      roles.set(grant.resource.id, [...(roles.get(grant.resource.id) ?? []), name]);
    }
    return roles;
  });
  return decider("accesscontrol", (who, permission, { path }) => {
    const roles = path.flatMap((id) => held[who]!.get(id) ?? []);
    if (roles.length === 0) return false;
    const [resource, action] = permission.split(":") as [string, string];
    return control.can(roles).do(action, resource).granted;
  });
}

const model = `
[request_definition]
r = place, permission
[policy_definition]
p = place, permission
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.permission == p.permission && within(r.place, p.place)`;

/** One enforcer per person with that person's policy alone: a line for each permission of each grant. */
export async function casbin(people: readonly Facts[]): Promise<Decider> {
  const enforcers = await Promise.all(
    people.map(async ({ grants }) => {
      const lines = grants.flatMap((grant) =>
        idsOf(worthOf(grant)).map((id) => `p, ${grant.resource.path.join("/")}, ${id}`),
      );
      const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(lines.join("\n")));
      await enforcer.addFunction(
        "within",
        (place: string, above: string) => place === above || place.startsWith(`${above}/`),
      );
      return enforcer;
    }),
  );
  return decider("casbin", (who, permission, { path }) =>
    enforcers[who]!.enforceSync(path.join("/"), permission),
  );
}

const entity = (type: string, id: string) => ({ type, id });

/** One parsed policy set per person, a policy for each grant; a question brings the resource with its ancestors. */
export function cedarWasm(people: readonly Facts[]): Decider {
  people.forEach(({ grants }, who) => {
    const policies = grants.map((grant) => {
      const actions = idsOf(worthOf(grant)).map((id) => `Action::"${id}"`);
      return `permit(principal, action in [${actions.join(", ")}], resource in Place::"${grant.resource.id}");`;
    });
    const parsed = cedar.preparsePolicySet(`person ${who}`, { staticPolicies: policies.join("\n") });
    if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
  });
  return decider("cedar-wasm", (who, permission: PermissionId, { path }: ResourceRef) => {
    const answer = cedar.statefulIsAuthorized({
      preparsedPolicySetId: `person ${who}`,
      principal: entity("Person", String(who)),
      action: entity("Action", permission),
      resource: entity("Place", path.at(-1)!),
      context: {},
      entities: path.map((id, depth) => ({
        uid: entity("Place", id),
        attrs: {},
        parents: depth === 0 ? [] : [entity("Place", path[depth - 1]!)],
      })),
    });
    if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
    return answer.response.decision === "allow";
  });
}
