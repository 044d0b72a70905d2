import type { Transaction } from "@/db/client";
import type { WorkspaceBuilder } from "@/scripts/builders/workspace";
import type { Clock } from "./clock.ts";
import type { Company } from "./company.ts";
import type { Diary } from "./diary.ts";

/** What is known while a company is written; the maps go from names to ids. */
export type Stage = {
  tx: Transaction;
  builder: WorkspaceBuilder;
  company: Company;
  clock: Clock;
  diary: Diary;
  workspace: { id: string; name: string };
  users: Map<string, string>;
  members: Map<string, { id: string; label: string; joinedAt: string; revokedAt: string | null }>;
  groups: Map<string, string>;
  roles: Map<string, string>;
  places: Map<string, { id: string; name: string; kind: string }>;
  /** Invitations that members accepted, by the member's name. */
  invitations: Map<string, string>;
};

/** What a name stands for; a name that the company does not know is a mistake in its description. */
export function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The demo company names ${name} without describing it`);
  return value;
}
