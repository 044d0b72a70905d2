import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";
import { keptMessages } from "@/lib/mail/mailbox";
import { AutoRefresh } from "./auto-refresh";
import { locationOf } from "./location";
import "./mailbox.css";
import { MessageList } from "./message-list";
import { MessageView } from "./message-view";

export const metadata: Metadata = { title: "Mailbox" };
export const dynamic = "force-dynamic";

/** The demo's mail, in place of a real mailbox. */
export default async function MailboxPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const location = locationOf(await searchParams);
  const messages = await keptMessages(location.to);
  if (!messages) notFound();
  const chosen = messages.find(({ id }) => id === location.id);
  const clock = { now: Date.now() * 1000, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return (
    <main className={chosen ? "mailbox reading" : "mailbox"}>
      <AutoRefresh everyMs={3_000} />
      <MessageList messages={messages} location={location} {...clock} />
      {chosen ? (
        <MessageView message={chosen} location={location} {...clock} />
      ) : (
        <div className="mailbox-message">
          <EmptyState icon="mail" title={location.id ? "This message is not here" : "No message is open"}>
            Choose one from the list.
          </EmptyState>
        </div>
      )}
    </main>
  );
}
