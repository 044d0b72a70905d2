import { expect, test } from "vitest";
import { type CircleRule, circleRules } from "./circles.ts";
import { conductRules } from "./conduct.ts";
import { importRules, type Rule } from "./imports.ts";
import { sourceOf } from "./source.ts";

type Sample = readonly [path: string, code: string];

/** For every rule: what it must catch, and what it must let pass. */
const samples: Record<string, { caught: Sample[]; passed: Sample[] }> = {
  "lib/access imports nothing but itself": {
    caught: [
      ["lib/access/decide.ts", 'import { sql } from "@/db/client";'],
      ["lib/access/decide.ts", 'import { z } from "zod";'],
      ["lib/access/decide.ts", 'import type { Member } from "../members/member";'],
      ["lib/access/decide.ts", 'export { readFile } from "node:fs";'],
      ["lib/access/decide.ts", 'const fs = await import("node:fs");'],
    ],
    passed: [
      ["lib/access/decide.ts", 'import { closeRole } from "./role.ts"; import "@/lib/access/catalogue";'],
      ["lib/access/decide.test.ts", 'import { test } from "vitest";'],
    ],
  },
  "lib/words imports nothing but itself": {
    caught: [["lib/words/counts.ts", 'import { settings } from "../settings";']],
    passed: [["lib/words/counts.ts", 'import { numbers } from "./numbers";']],
  },
  "db imports neither lib nor anything above it": {
    caught: [
      ["db/tenant.ts", 'import { settings } from "@/lib/settings";'],
      ["db/schema/roles.ts", 'import { Page } from "../../app/page";'],
    ],
    passed: [["db/tenant.ts", 'import { database } from "./client.ts"; import postgres from "postgres";']],
  },
  "emails and components take types, input schemas, lib/access and lib/words from lib, and nothing from app or db":
    {
      caught: [
        ["emails/welcome.tsx", 'import { settings } from "@/lib/settings";'],
        ["components/tally.tsx", 'import { membersOf } from "@/lib/members/queries";'],
        ["components/tally.tsx", 'import type { Row } from "@/db/schema/members";'],
        ["components/tally.tsx", 'import { action } from "@/app/actions";'],
      ],
      passed: [
        ["components/tally.tsx", 'import { levelNames } from "@/lib/access/catalogue";'],
        ["components/tally.tsx", 'import type { Member } from "@/lib/members/queries";'],
        ["components/tally.tsx", 'import { Invite } from "@/lib/invitations/input";'],
      ],
    },
  "app reaches neither the database nor the mails": {
    caught: [
      ["app/page.tsx", 'import { database } from "@/db/client";'],
      ["app/page.tsx", 'import { eq } from "drizzle-orm/sql";'],
      ["app/page.tsx", 'import postgres from "postgres";'],
      ["app/mailbox/page.tsx", 'import { letter } from "@/emails/letter";'],
    ],
    passed: [["app/page.tsx", 'import { membersOf } from "@/lib/members/queries";']],
  },
  "links are the kit's, which ask for nothing before they are followed": {
    caught: [
      ["app/w/page.tsx", 'import Link from "next/link";'],
      ["components/ui/tabs.tsx", 'import Link from "next/link";'],
    ],
    passed: [
      ["components/ui/link.tsx", 'import NextLink from "next/link";'],
      ["app/w/page.tsx", 'import { Link } from "@/components/ui/link";'],
    ],
  },
  "client files take types, input schemas, lib/access and lib/words from lib, and nothing of the server": {
    caught: [
      ["app/form.tsx", '"use client";\nimport { membersOf } from "@/lib/members/queries";'],
      [
        "app/form.tsx",
        '"use client";\nimport { type Input, inviteMember } from "@/lib/invitations/commands";',
      ],
      ["app/form.tsx", '"use client";\nimport "server-only";'],
      ["components/form.tsx", '"use client";\nimport { readFile } from "node:fs";'],
    ],
    passed: [
      ["app/form.tsx", '"use client";\nimport { Invite } from "@/lib/invitations/input";'],
      ["app/form.tsx", '"use client";\nimport { counted } from "@/lib/words/counts";'],
      ["app/form.tsx", '"use client";\nimport { type Member } from "@/lib/members/queries";'],
      ["app/page.tsx", 'import { membersOf } from "@/lib/members/queries";'],
    ],
  },
  "a room of lib knows neither Next.js nor React, and only lib/mail the mails": {
    caught: [
      ["lib/members/queries.ts", 'import { cookies } from "next/headers";'],
      ["lib/members/queries.ts", 'import { cache } from "react";'],
      ["lib/members/commands.ts", 'import { welcome } from "@/emails/welcome";'],
    ],
    passed: [
      ["lib/mail/render.ts", 'import { welcome } from "@/emails/welcome";'],
      ["lib/doorway/action.ts", 'import { headers } from "next/headers";'],
    ],
  },
  "a room of lib uses no other room's commands but those of grants": {
    caught: [["lib/requests/commands.ts", 'import { deactivateMember } from "@/lib/members/commands";']],
    passed: [
      ["lib/requests/commands.ts", 'import { giveGrant } from "@/lib/grants/commands";'],
      ["lib/members/change.ts", 'import { deactivateMember } from "./commands";'],
    ],
  },
  "only lib/sessions signs in, and only lib/mail sends": {
    caught: [
      ["lib/members/commands.ts", 'import { Resend } from "resend";'],
      ["app/api/auth/route.ts", 'import NextAuth from "next-auth/next";'],
    ],
    passed: [
      ["lib/mail/resend.ts", 'import { Resend } from "resend";'],
      ["lib/sessions/auth.ts", 'import NextAuth from "next-auth";'],
    ],
  },
  "what is there for tests is used by tests alone": {
    caught: [
      ["lib/access/decide.ts", 'import { oracle } from "./oracle.ts";'],
      ["lib/access/decide.ts", 'import { table } from "./cases/table.ts";'],
      ["lib/members/queries.ts", 'import { testDatabase } from "@/db/testing/test-database";'],
      ["lib/members/queries.ts", 'import { asPerson } from "@/lib/doorway/testing/person";'],
    ],
    passed: [
      ["lib/access/laws.test.ts", 'import { oracle } from "./oracle.ts";'],
      ["lib/access/cases/history.ts", 'import { oracle } from "../oracle.ts"; import fc from "fast-check";'],
    ],
  },
  "names say what a thing is": {
    caught: [
      ["lib/utils.ts", ""],
      ["lib/members/date-helpers.ts", ""],
      ["components/common/button.tsx", ""],
      ["lib/services/mail.ts", ""],
      ["lib/misc.test.ts", ""],
    ],
    passed: [["lib/settings.ts", ""]],
  },
  "no file is longer than 300 lines": {
    caught: [["lib/settings.ts", "export {};\n".repeat(301)]],
    passed: [["lib/settings.ts", "export {};\n".repeat(300)]],
  },
  "no comment puts work off": {
    caught: [
      ["lib/settings.ts", "// TODO: later"],
      ["lib/settings.ts", "/** FIXME */"],
    ],
    passed: [["lib/settings.ts", 'const status = "TODO";']],
  },
  "queries and commands are marked server-only": {
    caught: [
      ["lib/members/queries.ts", "export {};"],
      ["lib/members/commands/deactivate.ts", "export {};"],
    ],
    passed: [
      ["lib/members/queries.ts", 'import "server-only";'],
      ["lib/members/input.ts", "export {};"],
    ],
  },
  "server actions stand in actions.ts, and are made by the doorway": {
    caught: [
      ["app/w/actions.ts", '"use server";\nexport async function change() {}'],
      [
        "app/w/actions.ts",
        '"use server";\nimport { action } from "./own";\nexport const change = action(x);',
      ],
      ["app/w/actions.ts", '"use server";\nexport { change } from "@/lib/members/commands";'],
      [
        "app/w/actions.ts",
        '"use server";\nimport { action } from "@/lib/doorway/action";\nexport default action(x);',
      ],
      ["app/w/page.tsx", 'export default () => <form action={async () => { "use server"; }} />;'],
      ["lib/members/commands.ts", '"use server";\nexport const change = async () => {};'],
    ],
    passed: [
      [
        "app/w/actions.ts",
        '"use server";\nimport { action } from "@/lib/doorway/action";\nexport const change = action(x);\nexport type Change = 1;',
      ],
    ],
  },
  "route handlers are made by the doorway, here or in lib": {
    caught: [
      ["app/api/exports/route.ts", "export async function GET() {}"],
      ["app/api/exports/route.ts", "export const GET = async () => {};"],
      ["app/api/exports/route.ts", "export const { GET, POST } = handlers;"],
      ["app/api/exports/route.ts", 'export { POST } from "@/lib/reports/handler";'],
      ["app/api/exports/route.ts", 'export * from "@/lib/reports/handler";'],
    ],
    passed: [
      ["app/api/health/route.ts", "export async function GET() {}"],
      [
        "app/api/events/route.ts",
        'import { accessEvents } from "@/lib/home/stream";\nexport const GET = accessEvents;',
      ],
      [
        "app/api/exports/route.ts",
        'import { route } from "@/lib/doorway/route";\nexport const dynamic = "force-dynamic";\nexport const GET = route(x);',
      ],
    ],
  },
  "only the doorway writes audit events": {
    caught: [
      ["lib/members/commands.ts", "await tx.insert(auditEvents).values(row);"],
      ["lib/members/commands.ts", "await tx.execute(sql`INSERT INTO audit_events values (1)`);"],
    ],
    passed: [
      ["lib/doorway/audit.ts", "await tx.insert(auditEvents).values(row);"],
      ["lib/audit/queries.ts", "await tx.select().from(auditEvents);"],
    ],
  },
};

const rules: Rule[] = [...importRules, ...conductRules];

test("every rule has its samples", () => {
  expect(Object.keys(samples).sort()).toEqual(rules.map(({ name }) => name).sort());
});

test.each(rules)("catches what breaks it: $name", ({ name, broken }) => {
  for (const [path, code] of samples[name]?.caught ?? []) {
    expect(broken(sourceOf(path, code)), `${path}: ${code}`).not.toEqual([]);
  }
});

test.each(rules)("lets pass what keeps it: $name", ({ name, broken }) => {
  for (const [path, code] of samples[name]?.passed ?? []) {
    expect(broken(sourceOf(path, code)), `${path}: ${code}`).toEqual([]);
  }
});

/** For every rule about circles: sources that make one circle, and sources that make none. */
const circleSamples: Record<string, { caught: Sample[][]; passed: Sample[][] }> = {
  "no file imports itself by way of others": {
    caught: [
      [
        ["app/list.tsx", 'import { Row } from "./row";'],
        ["app/row.tsx", 'import type { List } from "@/app/list";'],
      ],
      [
        ["lib/roles/a.ts", 'import { b } from "./b";'],
        ["lib/roles/b.ts", 'export { c } from "./c.ts";'],
        ["lib/roles/c.ts", 'const { a } = await import("./a");'],
      ],
    ],
    passed: [
      [
        ["app/list.tsx", 'import { Row } from "./row";import type { Shape } from "./shape";'],
        ["app/row.tsx", 'import type { Shape } from "./shape";'],
        ["app/shape.ts", 'import { z } from "zod";'],
      ],
    ],
  },
  "no two rooms of lib, and no two areas of the screens, import each other": {
    caught: [
      [
        ["lib/members/queries.ts", 'import { treeOf } from "@/lib/resources/tree";'],
        ["lib/resources/tree.ts", ""],
        ["lib/resources/input.ts", 'import type { Reason } from "@/lib/members/input";'],
        ["lib/members/input.ts", ""],
      ],
      [
        ["app/w/[workspace]/settings/members/bar.tsx", 'import { Effect } from "../groups/effect";'],
        ["app/w/[workspace]/settings/groups/effect.tsx", ""],
        ["app/w/[workspace]/settings/groups/[groupId]/add.tsx", 'import { Left } from "../../members/left";'],
        ["app/w/[workspace]/settings/members/left.tsx", ""],
      ],
      [
        ["app/w/[workspace]/why-not.tsx", 'import { address } from "./explain/address";'],
        ["app/w/[workspace]/explain/address.ts", ""],
        ["app/w/[workspace]/explain/pickers.tsx", 'import { useAnswer } from "../use-answer";'],
        ["app/w/[workspace]/use-answer.ts", ""],
      ],
    ],
    passed: [
      [
        ["app/w/[workspace]/layout.tsx", 'import { Palette } from "./palette/palette";'],
        ["app/w/[workspace]/palette/palette.tsx", 'import { useAnswer } from "../use-answer";'],
        ["app/w/[workspace]/use-answer.ts", ""],
      ],
      [
        ["lib/members/members.test.ts", 'import { treeOf } from "@/lib/resources/tree";'],
        ["lib/resources/tree.ts", 'import type { Reason } from "@/lib/members/input";'],
        ["lib/members/input.ts", ""],
      ],
    ],
  },
};

const sourcesOf = (sample: readonly Sample[]) => sample.map(([path, code]) => sourceOf(path, code));

test("every rule about circles has its samples", () => {
  expect(Object.keys(circleSamples).sort()).toEqual(circleRules.map(({ name }) => name).sort());
});

test.each<CircleRule>(circleRules)("tells circles, and only those: $name", ({ name, circles }) => {
  for (const sample of circleSamples[name]?.caught ?? []) {
    expect(circles(sourcesOf(sample)), JSON.stringify(sample)).toHaveLength(1);
  }
  for (const sample of circleSamples[name]?.passed ?? []) {
    expect(circles(sourcesOf(sample)), JSON.stringify(sample)).toEqual([]);
  }
});
