import { Why } from "@/app/w/[workspace]/why";
import { LevelLabel } from "@/components/tally";
import { levelNames } from "@/lib/access/catalogue";
import type { Path } from "@/lib/access/path";
import type { TeamPage } from "@/lib/teams/queries";
import { agreeing, listed } from "@/lib/words/counts";
import { LeaveButton } from "./team-changes";

/** Those on the page who hold more than their own row gives, each with the reason. */
export function OthersNote({ page }: { page: TeamPage }) {
  if (page.others.length === 0) return null;
  return (
    <ul className="others" aria-label="Who holds more in another way">
      {page.others.map(({ name, isYou, level, proof }) => (
        <li key={name}>
          {isYou ? "You are" : `${name} is`} <LevelLabel level={level} /> all the same: {givenBy(proof)} more
          than {isYou ? "your" : "their"} own entry.{" "}
          <Why
            who={isYou ? "You" : name}
            what={`${levelNames[level]} on ${page.object.name}`}
            proof={proof}
            when={whenOf(page)}
          />
        </li>
      ))}
    </ul>
  );
}

/** What the person who looks holds here and why, and the way to give it back. */
export function YourPlace({ page }: { page: TeamPage }) {
  const { level, proof, own } = page.yours;
  return (
    <section className="your-place" aria-label="Your place here">
      <p>
        You are <LevelLabel level={level} /> here.{" "}
        <Why
          who="You"
          what={`${levelNames[level]} on ${page.object.name}`}
          proof={proof}
          when={whenOf(page)}
        />
      </p>
      {own.map((place) => (
        <LeaveButton key={place.grantId} {...place} />
      ))}
    </section>
  );
}

/** "Marketing Team DACH on Q2 Campaign gives", "Viewer on Brand EU and Editors on the workspace give". */
function givenBy(proof: readonly Path[]): string {
  const sources = proof.map(({ group, roleName, resource }) => {
    const where = resource.kind === "workspace" ? "the workspace" : resource.name;
    return `${group ? `the place of ${group.name}` : roleName} on ${where}`;
  });
  return `${listed(sources)} ${agreeing(sources.length, "gives", "give")}`;
}

function whenOf({ now, timeZone }: TeamPage) {
  return { now: Date.parse(now) * 1000, zone: timeZone };
}
