import { inContext } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import { as } from "@/lib/doorway/testing/as";
import { factsOf, rootOf } from "@/lib/facts/facts";
import { acceptInvitation, beginAcceptance, completeAcceptance } from "../acceptance";
import { inviteMember } from "../commands";
import { invitationByToken } from "../queries";
import { type Member, valueIn, type World } from "./world";

let count = 0;
/** An address nobody has used yet. */
export const address = () => `joiner${++count}@elsewhere.example`;

/** What inviting and accepting look like from outside, in one world. */
export function handles(w: World) {
  const codeFor = async (email: string) => (await w.mailed("one-time-code", email)).code;
  return {
    async invited(email: string, input: Record<string, unknown> = {}, by: Member = w.admin) {
      const { invitationId } = valueIn(
        await as(by.token, () =>
          inviteMember.execute({
            workspace: w.slug,
            email,
            ...("place" in input ? {} : { roleIds: [w.roles.viewer] }),
            ...input,
          }),
        ),
      );
      return { invitationId, token: await w.linkOf(email) };
    },
    accept: (person: Member, token: string) => as(person.token, () => acceptInvitation.execute({ token })),
    begin: (token: string, name = "Greta") => as(null, () => beginAcceptance.execute({ token, name })),
    complete: (token: string, code: string, name = "Greta") =>
      as(null, () => completeAcceptance.execute({ token, name, code })),
    codeFor,
    membershipsOf: (email: string) => w.owner`
      select m.id, m.ended_at is null as live from memberships m join users u on u.id = m.user_id
      where u.email = ${email} order by m.joined_at`,
    async accessOf(email: string) {
      const [user] = await w.owner`select id from users where email = ${email}`;
      const workspace = { id: w.workspace, accountId: w.account, name: "North" };
      const facts = await inContext({ workspace: w.workspace, account: w.account }, (tx) =>
        factsOf(tx, workspace, user?.id),
      );
      return { facts, access: accessAt(facts, Date.now() * 1000), root: rootOf(workspace) };
    },
    pageOf: (token: string, by: Member | null = null) =>
      as(by?.token ?? null, () => invitationByToken(token)),
  };
}
