import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type AskedHouse, openAskedHouse, segments, vic, view } from "./testing/asked-house";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;

beforeAll(async () => {
  asked = await openAskedHouse();
});
afterAll(() => asked.house.close());

describe("what is asked about", () => {
  const reasonOf = async (body: unknown) =>
    ((await asked.post("evaluation", body)).body.context as { reason?: string }).reason ?? "allowed";

  test("whoever is not of the workspace is unknown, whether they exist elsewhere or not", async () => {
    const { Zoe } = asked.house.there.people;
    const answers = new Set<string>();
    for (const id of [
      Zoe?.userId,
      "zoe@there.example",
      crypto.randomUUID(),
      "nobody@nowhere.example",
      "",
      "a\u0000b",
    ]) {
      const { body } = await asked.post("evaluation", {
        subject: { type: "user", id },
        action: view,
        resource: segments,
      });
      answers.add(JSON.stringify(body));
    }
    expect([...answers]).toEqual([
      JSON.stringify({ decision: false, context: { reason: "unknown_subject" } }),
    ]);
    expect(await reasonOf({ subject: { ...vic, type: "group" }, action: view, resource: segments })).toBe(
      "unknown_subject",
    );
  });

  test("a resource of another workspace is as unknown as none, and so is one of another kind or archived", async () => {
    const known = { subject: vic, action: { name: "campaign:view" } };
    const archived = crypto.randomUUID();
    const { workspaceId } = asked.house.here;
    await asked.house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path, archived_at)
      values (${workspaceId}, ${archived}, 'campaign', 'old', ${workspaceId}, ${[workspaceId, archived]}, now())`;
    const answers = new Set<string>();
    for (const [type, id] of [
      ["campaign", asked.house.there.workspaceId],
      ["workspace", asked.house.there.workspaceId],
      ["campaign", crypto.randomUUID()],
      ["campaign", archived],
      ["project", asked.campaigns[0]],
      ["campaign", asked.house.here.workspaceId],
      ["campaign", "*"],
      ["campaign", "nonsense"],
      ["segment", asked.campaigns[0]],
      ["spaceship", asked.campaigns[0]],
    ])
      answers.add(
        JSON.stringify((await asked.post("evaluation", { ...known, resource: { type, id } })).body),
      );
    expect([...answers]).toEqual([
      JSON.stringify({ decision: false, context: { reason: "unknown_resource" } }),
    ]);
  });

  test("a campaign is a kind under a full name, and a noun under a bare one; so is the workspace", async () => {
    const project = crypto.randomUUID();
    const { workspaceId } = asked.house.here;
    const path = [workspaceId, asked.campaigns[0], project];
    await asked.house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${workspaceId}, ${project}, 'project', 'below', ${asked.campaigns[0]}, ${path})`;
    const ask = (name: string, type: string, id: string) =>
      reasonOf({ subject: vic, action: { name }, resource: { type, id } });
    expect(await ask("campaign:edit", "campaign", asked.campaigns[0])).toBe("allowed");
    expect(await ask("campaign:edit", "campaign", project)).toBe("unknown_resource");
    expect(await ask("edit", "campaign", project)).toBe("allowed");
    expect(await ask("edit", "campaign", "*")).toBe("no_grant");
    expect(await ask("segment:view", "workspace", "*")).toBe("allowed");
    expect(await ask("segment:view", "workspace", asked.campaigns[0])).toBe("unknown_resource");
    expect(await ask("view", "workspace", "*")).toBe("no_grant");
  });

  test("an action that is no permission is unknown", async () => {
    for (const [name, type] of [
      ["fly", "segment"],
      ["segment:fly", "workspace"],
      ["edit", "project"],
      ["", "segment"],
      ["toString", "segment"],
      ["segment:edit:", "segment"],
    ])
      expect(await reasonOf({ subject: vic, action: { name }, resource: { type, id: "*" } })).toBe(
        "unknown_action",
      );
  });

  test("who left is known, and inactive", async () => {
    const { Dea } = asked.house.here.people;
    await asked.house
      .owner`update active_periods set valid_to = clock_timestamp() where workspace_id = ${asked.house.here.workspaceId}
      and membership_id = ${Dea?.membershipId ?? ""}`;
    await asked.house
      .owner`update workspaces set access_version = access_version + 1 where id = ${asked.house.here.workspaceId}`;
    const { body } = await asked.post("evaluation", {
      subject: { type: "user", id: Dea?.userId },
      action: view,
      resource: segments,
    });
    expect(body).toMatchObject({
      decision: false,
      context: { reason: "inactive", near: [{ obstacle: "inactive" }] },
    });
    expect(body.context).not.toHaveProperty("smallest_grant");
  });
});
