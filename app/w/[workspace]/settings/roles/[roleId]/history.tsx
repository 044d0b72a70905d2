import { ProfileChange } from "@/components/access-profile";
import { Link } from "@/components/ui/link";
import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { levelNames } from "@/lib/access/catalogue";
import type { RevisionRow, RevisionsPage } from "@/lib/roles/revisions";
import { counted } from "@/lib/words/counts";
import { RestoreButton } from "./restore-button";

/** How the role came to be what it is: by whom, when, and what each revision changed. */
export function History({
  workspace,
  role,
  page,
  mayRestore,
}: {
  workspace: string;
  role: { id: string; name: string };
  page: RevisionsPage;
  mayRestore: boolean;
}) {
  const { revisions, count, next } = page;
  return (
    <section className="history" id="history">
      <SectionHead title="History" note={counted(count, "revision")} />
      <ol className="thread">
        {revisions.map((revision, i) => (
          <li key={revision.number} className={revision.number === count ? "sq tip" : "sq"}>
            <div className="line">
              <b className="mid">
                {revision.author ?? "Remit"}{" "}
                <span className="muted">
                  {revision.change ? "saved" : "created"} revision {revision.number}
                </span>
              </b>
              <span className="end">
                <Time at={revision.at} now={page.now} zone={page.timeZone} />
                {revision.number === count ? (
                  <span className="faint"> In force</span>
                ) : (
                  mayRestore && (
                    <RestoreButton
                      workspace={workspace}
                      role={role}
                      revision={count}
                      number={revision.number}
                    />
                  )
                )}
              </span>
            </div>
            <Difference revision={revision} before={revisions[i + 1]} />
          </li>
        ))}
      </ol>
      {next !== null && (
        <Link className="link" href={`?before=${next}#history`} scroll={false}>
          Earlier revisions
        </Link>
      )}
    </section>
  );
}

function Difference({ revision, before }: { revision: RevisionRow; before: RevisionRow | undefined }) {
  const { change, was, name, description } = revision;
  if (!change) return <p className="how">{description || "The first revision."}</p>;
  const lines = [
    ...(was.name ? [`Renamed from ${was.name} to ${name}`] : []),
    ...(was.description === undefined ? [] : ["Described anew"]),
    ...change.applications.map((one) => `${one.name} ${one.now ? "opened" : "closed"}`),
    ...change.levels.map((one) => `${one.feature} from ${levelNames[one.was]} to ${levelNames[one.now]}`),
    ...listed("Added", change.permissions, true),
    ...listed("Took away", change.permissions, false),
  ];
  return (
    <div className="how">
      {before && change.levels.length > 0 && <ProfileChange before={before.levels} after={revision.levels} />}
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function listed(
  verb: string,
  permissions: readonly { name: string; now: boolean }[],
  now: boolean,
): string[] {
  const names = permissions.filter((one) => one.now === now).map(({ name }) => name);
  return names.length > 0 ? [`${verb} ${names.join(", ")}`] : [];
}
