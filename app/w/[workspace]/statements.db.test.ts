import { readdirSync } from "node:fs";
import { createElement } from "react";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { applicationSql } from "@/db/client";
import type { TestDatabase } from "@/db/testing/test-database";
import { as } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { render } from "@/lib/doorway/testing/rendering";
import { serveFrom } from "@/lib/doorway/testing/settings";
import { makeGroup } from "@/lib/doorway/testing/small-commands";
import { shellOf } from "@/lib/home/queries";

vi.mock("react", async (original) => ({
  ...(await original<typeof import("react")>()),
  cache: (await import("@/lib/doorway/testing/rendering")).cache,
}));

let house: House;
const ids: Record<string, string> = {};

beforeAll(async () => {
  house = await openHouse();
  const { REMIT_APP_DATABASE_URL: appUrl = "" } = process.env;
  serveFrom({ appUrl, workerUrl: appUrl } as TestDatabase);
  const { workspaceId, people } = house.here;
  ids.campaign = uuidv7();
  await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
    values (${workspaceId}, ${ids.campaign}, 'campaign', 'Spring', ${workspaceId}, ${[workspaceId, ids.campaign]})`;
  const made = await as(house.tokens.Ada ?? "", () => makeGroup.execute({ workspace: "here", name: "Desk" }));
  ids.group = made.ok ? made.value.id : "";
  ids.member = people.Vic?.membershipId ?? "";
  const [role] =
    await house.owner`select id from roles where workspace_id = ${workspaceId} and key = 'viewer'`;
  ids.role = role?.id;
  ids.custom = uuidv7();
  await house.owner`insert into roles (workspace_id, id, kind, name) values (${workspaceId}, ${ids.custom}, 'custom', 'Desk')`;
  await house.owner`insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions)
    values (${workspaceId}, ${uuidv7()}, ${ids.custom}, 1, 'Desk', '', '{}', '{model:view}')`;
  ids.model = "model";
});
afterAll(() => house.close());

const module = (path: string) => import(/* @vite-ignore */ `./${path}`);

/** Statements of one view by whoever may see everything, begin and commit and every set_config among them. */
async function statementsOf(page: string, more: Record<string, string | undefined>, layouts: string[]) {
  const statements: string[] = [];
  const options = applicationSql().options as { debug: unknown };
  options.debug = (_connection: number, text: string) => statements.push(text);
  const params = Promise.resolve({ workspace: "here", ...more });
  const props = { params, searchParams: Promise.resolve({}), children: createElement("p") };
  const parts = await Promise.all([...layouts, page].map(module));
  await as(house.tokens.Ada ?? "", () =>
    render(() =>
      Promise.all(
        parts.flatMap(({ default: part, generateMetadata }) => [
          part(props),
          ...(generateMetadata ? [generateMetadata(props)] : []),
        ]),
      ),
    ),
  );
  options.debug = false;
  return statements;
}

const objects = ["layout.tsx", "objects/layout.tsx"];
const object = [...objects, "objects/[resourceId]/layout.tsx"];
const pages: [page: string, params?: string, layouts?: string[]][] = [
  ["page.tsx"],
  ["roles-guide/page.tsx"],
  ["explain/page.tsx"],
  ["objects/page.tsx", "", objects],
  ["objects/[resourceId]/page.tsx", "resourceId campaign", object],
  ["objects/[resourceId]/team/page.tsx", "resourceId campaign", object],
  ["settings/members/page.tsx"],
  ["settings/members/[membershipId]/page.tsx", "membershipId member"],
  ["settings/groups/page.tsx"],
  ["settings/groups/[groupId]/page.tsx", "groupId group"],
  ["settings/roles/page.tsx"],
  ["settings/roles/new/page.tsx"],
  ["settings/roles/[roleId]/page.tsx", "roleId role"],
  ["settings/roles/compare/page.tsx"],
  ["settings/audit/page.tsx"],
  ["settings/api-keys/page.tsx"],
  ["settings/roles/[roleId]/edit/page.tsx", "roleId custom"],
  ["features/[feature]/page.tsx", "feature model"],
];

test("every page of a workspace is counted", () => {
  const there = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" });
  expect(pages.map(([page]) => page).sort()).toEqual(
    there.filter((path) => /(^|\/)page\.tsx$/.test(path)).sort(),
  );
});

test.each(pages)("%s asks at most 12 statements", async (page, params = "", layouts = ["layout.tsx"]) => {
  const [name, which] = params.split(" ");
  const statements = await statementsOf(page, name ? { [name]: ids[which ?? ""] } : {}, layouts);
  expect(statements.length).toBeLessThanOrEqual(12);
});

test("what people render at the same time, each in a request of their own, is each one's own", async () => {
  const shell = (name: string) =>
    as(house.tokens[name] ?? "", () =>
      render(() => Promise.all([shellOf({ workspace: "here" }), shellOf({ workspace: "here" })])),
    );
  const names = Array.from({ length: 30 }, (_, i) => ["Ada", "Ben", "Vic"][i % 3] ?? "");
  const shells = await Promise.all(names.map(shell));
  for (const [i, answers] of shells.entries())
    for (const answer of answers) expect(answer).toMatchObject({ value: { person: { name: names[i] } } });
});
