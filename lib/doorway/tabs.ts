import "server-only";
import { applicationSql } from "@/db/client";
import { type AccessNotice, accessChannel } from "./freshness";
import { log } from "./log";

type Tab = { workspaceId: string; userId: string; tell: () => void };
type Listening = { tabs: Set<Tab>; started?: Promise<void> };

const processWide = globalThis as { remitTabs?: Listening };

/**
 * Calls `tell` whenever the access of this person in this workspace changes, until the returned function is called.
 * One LISTEN connection serves the whole process; when it comes back after a break, everybody is told, since a notice
 * may have been missed meanwhile.
 */
export function whenAccessChanges(workspaceId: string, userId: string, tell: () => void): () => void {
  processWide.remitTabs ??= { tabs: new Set() };
  const listening = processWide.remitTabs;
  const tab = { workspaceId, userId, tell };
  listening.tabs.add(tab);
  listening.started ??= listen(listening.tabs).catch((error: unknown) => {
    log.error({ error: String(error) }, "cannot listen for changed access");
    delete listening.started;
  });
  return () => listening.tabs.delete(tab);
}

async function listen(tabs: Set<Tab>): Promise<void> {
  let connectedBefore = false;
  await applicationSql().listen(
    accessChannel,
    (payload) => {
      const notice = JSON.parse(payload) as AccessNotice;
      for (const tab of tabs) if (concerns(notice, tab)) tab.tell();
    },
    () => {
      if (connectedBefore) for (const tab of tabs) tab.tell();
      connectedBefore = true;
    },
  );
}

function concerns({ workspaceId, userIds }: AccessNotice, tab: Tab): boolean {
  return (
    (workspaceId ?? tab.workspaceId) === tab.workspaceId &&
    (userIds === "everybody" || userIds.includes(tab.userId))
  );
}
