import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import type { KeptMessage } from "@/lib/mail/mailbox";
import { hrefOf, type Location, type View, views } from "./location";

export function MessageView({
  message,
  location,
  now,
  zone,
}: {
  message: KeptMessage;
  location: Location;
  now: number;
  zone: string;
}) {
  return (
    <article className="mailbox-message" aria-labelledby="subject">
      <Link className="btn quiet s back" href={hrefOf({ ...location, id: null })} scroll={false}>
        <Icon name="back" />
        All mail
      </Link>
      <header>
        <h2 id="subject">{message.subject}</h2>
        <p className="muted">
          To {message.to}, from {message.from},{" "}
          <Time at={message.at} now={now} zone={zone} format="datetime" />
        </p>
      </header>
      <Tabs
        label="Parts of the message"
        tabs={(Object.keys(views) as View[]).map((view) => ({
          href: hrefOf({ ...location, view }),
          label: views[view],
          current: view === location.view,
        }))}
      />
      <Part message={message} view={location.view} />
    </article>
  );
}

function Part({ message, view }: { message: KeptMessage; view: View }) {
  switch (view) {
    case "html":
      return (
        // No scripts and an origin of its own: the mail can do nothing here but open links beside this page.
        <iframe
          title={`Message: ${message.subject}`}
          srcDoc={message.html}
          sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          referrerPolicy="no-referrer"
        />
      );
    case "text":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="plain" aria-label="Plain text" tabIndex={0}>
          <pre>{message.text}</pre>
        </section>
      );
    case "headers":
      return (
        <dl className="kv headers">
          {Object.entries(message.headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      );
  }
}
