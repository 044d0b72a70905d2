import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { ListKeys } from "@/components/ui/list-keys";
import { SearchField } from "@/components/ui/search-field";
import { Time } from "@/components/ui/time";
import type { KeptMessage } from "@/lib/mail/mailbox";
import { counted } from "@/lib/words/counts";
import { hrefOf, type Location } from "./location";

export function MessageList({
  messages,
  location,
  now,
  zone,
}: {
  messages: readonly KeptMessage[];
  location: Location;
  now: number;
  zone: string;
}) {
  return (
    <section className="mailbox-list" aria-labelledby="mailbox-title">
      <div className="head">
        <div>
          <h1 id="mailbox-title">Mailbox</h1>
          <p>The demo sends no real mail. What it would send is here, newest first.</p>
        </div>
      </div>
      <div className="bar">
        <SearchField
          label="Search by address"
          placeholder="Search by address"
          param="to"
          resets={["id", "view"]}
        />
      </div>
      <p className="sub count" role="status">
        {counted(messages.length, "message")}
      </p>
      {messages.length > 0 ? (
        <ul id="messages">
          {messages.map(({ id, to, subject, at }) => (
            <li key={id}>
              <Link
                className="letter"
                href={hrefOf({ ...location, id, view: "html" })}
                aria-current={id === location.id ? "true" : undefined}
                scroll={false}
              >
                <span className="row">
                  <b className="cut grow">{to}</b>
                  <span className="faint small nowrap">
                    <Time at={at} now={now} zone={zone} format="ago" />
                  </span>
                </span>
                <span className="cut">{subject}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          icon="mail"
          title={location.to ? `No mail to ${location.to}` : "No mail yet"}
          action={
            location.to ? (
              <Link className="btn" href="/mailbox">
                Show all mail
              </Link>
            ) : undefined
          }
        >
          {location.to ? undefined : "Ask for a sign-in link, or invite somebody: the mail arrives here."}
        </EmptyState>
      )}
      <ListKeys listId="messages" />
    </section>
  );
}
