import type { Metadata } from "next";
import type { ReactNode } from "react";
import { LevelLabel } from "@/components/tally";
import { LinkButton } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { Time } from "@/components/ui/time";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type ObjectHead, objectHead } from "@/lib/resources/queries";
import type { Locked } from "../../locked";
import { WhyNotAny } from "../../why-not";
import { ObjectActions } from "../object-actions";
import { belowInWords, capitalised } from "../object-words";
import { ObjectTabs } from "./object-tabs";

type Params = { params: Promise<{ workspace: string; resourceId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const head = await objectHead(await params);
  return { title: head.ok ? head.value.name : "Objects" };
}

/** Where the object lies, what it is called, what one is there, and its sections. */
export default async function ObjectLayout({ params, children }: Params & { children: ReactNode }) {
  const { workspace, resourceId } = await params;
  const head = await valueOrPage(objectHead({ workspace, resourceId }));
  const base = `/w/${workspace}/objects`;
  const parent = head.ancestors.at(-1);
  const below = belowInWords(head.below);
  return (
    <section className="object" aria-label={head.name}>
      <div className="top">
        <LinkButton kind="quiet" icon="back" className="to-tree" href={base}>
          Objects
        </LinkButton>
        <Crumbs
          steps={head.ancestors.map(({ id, name, open }) => ({
            label: name,
            ...(open ? { href: `${base}/${id}` } : {}),
          }))}
          current={head.name}
        />
        <ObjectActions workspace={workspace} head={head} />
      </div>
      <div className="object-head">
        <h1>{head.name}</h1>
        <p>
          <span>
            {capitalised(head.kind)}
            {parent && ` in ${parent.name}`}
          </span>
          {below && <span>{below}</span>}
          <span className="row">
            You are <LevelLabel level={head.level} />
            <WhyNotAny locked={closedTo(head)} about={`change ${head.name} further`}>
              Why not more?
            </WhyNotAny>
          </span>
        </p>
        <State head={head} />
      </div>
      <ObjectTabs base={`${base}/${head.id}`} team={head.may.viewTeam} />
      {children}
    </section>
  );
}

/** What an object in use allows to others, and not to the person. */
function closedTo({ id, may, archivedAt }: ObjectHead): Locked[] {
  if (archivedAt) return [];
  return [
    ...(may.edit
      ? []
      : [{ permission: "marketing-object:edit", resourceId: id, label: "Rename it, create in it" } as const]),
    ...(may.manage
      ? []
      : [{ permission: "marketing-object:manage", resourceId: id, label: "Move or archive it" } as const]),
  ];
}

function State({ head: { completedAt, archivedAt, now, timeZone } }: { head: ObjectHead }) {
  const time = { now, zone: timeZone };
  if (archivedAt)
    return (
      <Note>
        Archived since <Time at={archivedAt} {...time} />. It can be changed when it is restored.
      </Note>
    );
  if (!completedAt) return null;
  return (
    <Note kind="ok">
      Completed since <Time at={completedAt} {...time} />. What was given until then has ended.
    </Note>
  );
}
