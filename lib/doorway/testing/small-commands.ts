import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { type CommandContext, type CommandSpec, command } from "../command";
import { eventsAbout } from "../event";
import { Refusal } from "../outcome";

export const MakeGroup = z.strictObject({ name: z.string().min(1).max(60) });
type Input = z.output<typeof MakeGroup>;

export const groupMade = eventsAbout("Group")<{ target: "group" }>("group.made", "Group made", () => []);

/** The smallest real change: writes a group. */
export async function writeGroup({ tx, workspace }: CommandContext, { name }: Input): Promise<string> {
  const id = uuidv7();
  await tx.execute(sql`insert into groups (workspace_id, id, name) values (${workspace.id}, ${id}, ${name})`);
  return id;
}

export function tell(context: CommandContext, id: string, { name }: Input): Promise<string> {
  return context.audit(groupMade({ target: { kind: "group", id, label: name } }));
}

/** A command that writes a group and tells of it, varied by what a test is about. */
export function groupCommand(
  name: string,
  variation: Partial<CommandSpec<typeof MakeGroup, { id: string }>> = {},
) {
  return command({
    name,
    permission: "general:manage-user",
    input: MakeGroup,
    run: async (context, input) => {
      const id = await writeGroup(context, input);
      await tell(context, id, input);
      return { id };
    },
    ...variation,
  });
}

export const makeGroup = groupCommand("test.make-group");

/** Does its change and mails, and then fails in the way asked for. */
export function failingCommand(
  name: string,
  fail: (context: CommandContext, input: Input) => Promise<unknown>,
) {
  return groupCommand(name, {
    run: async (context, input) => {
      const id = await writeGroup(context, input);
      await context.mail("somebody@people.example", {
        kind: "welcome",
        payload: { name: "S", workspaceName: "W", link: "http://localhost:3000", roles: [] },
      });
      await fail(context, input);
      return { id };
    },
  });
}

/** Writes, and then refuses with a value: what it wrote stays, as a counted wrong code must. */
export const refuseAfterWriting = groupCommand("test.refuse-after-writing", {
  run: async (context, input) => {
    await writeGroup(context, input);
    return new Refusal("invalid", "Not like this.");
  },
});
