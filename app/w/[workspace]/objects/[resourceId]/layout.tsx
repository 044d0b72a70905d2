import type { ReactNode } from "react";
import { LevelLabel } from "@/components/tally";
import { Crumbs } from "@/components/ui/crumbs";
import { shown } from "@/lib/doorway/shown";
import { objectHead } from "@/lib/resources/queries";
import { ObjectTabs } from "./object-tabs";

/** Where the object lies, what it is called, what one is there, and its sections. */
export default async function ObjectLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string; resourceId: string }>;
  children: ReactNode;
}) {
  const { workspace, resourceId } = await params;
  const head = await shown(objectHead({ workspace, resourceId }));
  const base = `/w/${workspace}/objects`;
  const parent = head.ancestors.at(-1);
  return (
    <section className="object" aria-label={head.name}>
      <div className="top">
        <Crumbs
          steps={head.ancestors.map(({ id, name }) => ({ href: `${base}/${id}`, label: name }))}
          current={head.name}
        />
      </div>
      <div className="object-head">
        <h1>{head.name}</h1>
        <p>
          <span>
            {head.kind.charAt(0).toUpperCase() + head.kind.slice(1)}
            {parent && ` in ${parent.name}`}
          </span>
          <span className="row">
            You are <LevelLabel level={head.level} />
          </span>
        </p>
      </div>
      <ObjectTabs base={`${base}/${head.id}`} team={head.may.viewTeam} />
      {children}
    </section>
  );
}
