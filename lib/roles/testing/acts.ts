import { as } from "@/lib/doorway/testing/as";
import { createRole, deleteRole, reviseRole } from "../commands";
import { type Office, slug } from "./office";

export type RoleOutcome = {
  ok: boolean;
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  value: { event: string; roleId: string; name: string };
};

/** The draft of Analyst, as its form sends it. */
export const draft = {
  applications: ["data-activation"],
  permissions: ["segment:edit", "alert:view", "campaign:view", "general:view-members"] as string[],
};

/** A draft of these permissions, with both applications closed. */
export const only = (...permissions: string[]) => ({ applications: [] as string[], permissions });

export const made = (name: string, rest: object = {}) => ({
  workspace: slug,
  name,
  description: "",
  draft,
  ...rest,
});

/** What people of the office do with roles, and what came of it. */
export function actsOf(office: () => Office) {
  const by = (who: string, work: () => Promise<unknown>) =>
    as(office().tokens[who] ?? null, work) as Promise<RoleOutcome>;
  let names = 0;
  return {
    by,
    create: (who: string, input: object) => by(who, () => createRole.execute(input)),
    revise: (who: string, roleId: string, revision: number, rest: object = {}) =>
      by(who, () => reviseRole.execute({ ...made("Analyst"), roleId, revision, ...rest })),
    remove: (who: string, roleId: string, replacementId: string | null) =>
      by(who, () => deleteRole.execute({ workspace: slug, roleId, replacementId })),
    /** A role of its own that Ada made, with these permissions. */
    fresh: async (...fine: string[]): Promise<{ id: string; name: string }> => {
      names += 1;
      const name = `Role ${names}`;
      const outcome = await by("Ada", () => createRole.execute(made(name, { draft: only(...fine) })));
      if (!outcome.ok) throw new Error(outcome.message);
      return { id: outcome.value.roleId, name };
    },
    /** Number and permissions of the present revision. */
    present: async (roleId: string) => {
      const [row] = await office().owner<{ number: number; permissions: string[] }[]>`
        select number, permissions from role_revisions where role_id = ${roleId} and valid_to is null`;
      if (!row) throw new Error("the role has no present revision");
      return row;
    },
    /** What the log was last told of an action. */
    lastEvent: async (action: string) => {
      const [row] = await office().owner<{ before: unknown; after: unknown }[]>`
        select before, after from audit_events where action = ${action} and outcome = 'done' order by at desc, seq desc limit 1`;
      return row;
    },
  };
}
