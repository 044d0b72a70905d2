import { z } from "zod";

export const roleKinds = ["system", "custom", "governance"] as const;

/** `q`: part of a role's name or description. */
export const RolesFilter = z.strictObject({
  q: z.string().trim().max(200, "Search for at most 200 characters.").optional(),
  kind: z.enum(roleKinds, "This type of role is not known.").optional(),
});
export type RolesFilter = z.output<typeof RolesFilter>;

export const RoleId = z.strictObject({ roleId: z.uuid("This role is not known here.") });
export const Nothing = z.strictObject({});

/** What an address of the list asks for; what it says wrongly is left out. */
export function readRolesFilter(
  params: Readonly<Record<string, string | string[] | undefined>>,
): RolesFilter {
  const { q, kind } = RolesFilter.shape;
  const [text, type] = [q.safeParse(params.q), kind.safeParse(params.kind)];
  return {
    ...(text.data ? { q: text.data } : {}),
    ...(type.data ? { kind: type.data } : {}),
  };
}
