import type { Metadata } from "next";
import { LargeProfile } from "@/components/large-profile";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead, SectionHead } from "@/components/ui/page-head";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import { features } from "@/lib/access/catalogue";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type Home, homeOf } from "@/lib/home/queries";
import { agreeing, listed } from "@/lib/words/counts";
import { EndsList } from "./ends-list";
import { FeatureTable } from "./feature-table";
import { FirstSteps } from "./first-steps";
import { OwnGroups, Sources } from "./sources";
import { WhyNotAny } from "./why-not";

export const metadata: Metadata = { title: "My access" };

export default async function HomePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const home = await valueOrPage(homeOf({ workspace }));
  const open = home.features.filter(({ level }) => level > 0).length;
  return (
    <div className="my-access">
      <PageHead title="My access" lead="What you may do here, why, and until when." />
      <FirstSteps workspace={workspace} home={home} />
      <div className="pg2">
        <div>
          <SectionHead title="Your access profile" note={`${open} of 10 features`} />
          <LargeProfile levels={home.profile} falls={fallsOf(home)} endsWith={endsWith(home)} />
          {open > 0 ? (
            <FeatureTable base={`/w/${workspace}`} home={home} />
          ) : (
            <EmptyState icon="key" title="No feature of the workspace is open to you yet">
              {home.places.length > 0
                ? "Your access is on single objects and products, listed beside."
                : `${adminsInWords(home)} can give you a role.`}
            </EmptyState>
          )}
          <ClosedFeatures home={home} />
        </div>
        <aside className="aside" aria-label="Your roles">
          <EndsList home={home} />
          <Sources workspace={workspace} home={home} />
          <OwnGroups workspace={workspace} home={home} />
          <p className="small muted">
            {adminsInWords(home)} can change this. Nobody changes their own access, but to give it back.
          </p>
        </aside>
      </div>
    </div>
  );
}

function ClosedFeatures({ home }: { home: Home }) {
  const locked = home.features
    .filter(({ level }) => level === 0)
    .map(({ feature }) => ({
      permission: `${feature}:view` as const,
      label: features.find(({ id }) => id === feature)?.name ?? feature,
    }));
  if (locked.length === 0) return null;
  return (
    <p className="small muted closed">
      Closed to you: {listed(locked.map(({ label }) => label))}.{" "}
      <WhyNotAny locked={locked} about="use these features" />
    </p>
  );
}

function adminsInWords({ admins }: Home): string {
  const [first] = admins.names;
  if (!first) return "Another Admin";
  const others = admins.names.length - 1 + admins.more;
  if (others === 0) return first;
  return `${first} and ${others} other ${agreeing(others, "Admin", "Admins")}`;
}

function fallsOf(home: Home) {
  return Object.fromEntries(
    home.features.flatMap(({ feature, falls }) =>
      falls
        ? [[feature, { to: falls.to, on: dateWords(lastMomentOf(falls.at), home.now, home.timeZone) }]]
        : [],
    ),
  );
}

function endsWith(home: Home): string {
  const dates = [
    ...new Set(
      home.features.flatMap(({ falls }) =>
        falls ? [dateWords(lastMomentOf(falls.at), home.now, home.timeZone)] : [],
      ),
    ),
  ];
  return dates.length === 1 ? `Ends on ${dates[0]}` : "Ends, see the dates";
}
