import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AccessProfile } from "@/components/access-profile";
import { fullAdminWarning } from "@/components/impact-preview";
import { LinkButton } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { SectionHead } from "@/components/ui/page-head";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { RevisionsFilter, RoleId } from "@/lib/roles/input";
import { roleDetail } from "@/lib/roles/queries";
import { roleRevisions } from "@/lib/roles/revisions";
import { LookOnly } from "../../../look-only";
import { kindWords } from "../kind-words";
import { RoleMenu } from "../role-menu";
import { FeatureLevels } from "./feature-levels";
import { FinePermissions } from "./fine-permissions";
import { History } from "./history";
import { HolderList } from "./holder-list";

type Props = {
  params: Promise<{ workspace: string; roleId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Title and page ask the same question once. */
const asked = cache((workspace: string, roleId: string) => roleDetail({ workspace, roleId }));

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { workspace, roleId } = await params;
  const outcome = RoleId.safeParse({ roleId }).success ? await asked(workspace, roleId) : null;
  return { title: outcome?.ok ? outcome.value.name : "Role" };
}

export default async function RolePage({ params, searchParams }: Props) {
  const [{ workspace, roleId }, search] = await Promise.all([params, searchParams]);
  if (!RoleId.safeParse({ roleId }).success) notFound();
  const before = RevisionsFilter.shape.before.safeParse(Number(search.before)).data;
  const [role, revisions] = await Promise.all([
    valueOrPage(asked(workspace, roleId)),
    valueOrPage(roleRevisions({ workspace, roleId, ...(before ? { before } : {}) })),
  ]);
  const { words, may } = role;
  const base = `/w/${workspace}/settings`;
  return (
    <div className="role-page">
      <div className="top">
        <Crumbs steps={[{ href: `${base}/roles`, label: "Roles and permissions" }]} current={role.name} />
        <span className="row end">
          {!may.manage && (
            <LookOnly locked={[{ permission: "general:manage-role" }]} about="change roles">
              You may look at it, and not change it.
            </LookOnly>
          )}
          {may.manage && role.kind !== "custom" && (
            <LinkButton href={`${base}/roles/new?from=${roleId}`} icon="copy">
              Clone
            </LinkButton>
          )}
          {may.manage && role.kind === "custom" && (
            <LinkButton kind="primary" href={`${base}/roles/${roleId}/edit`}>
              Edit role
            </LinkButton>
          )}
          <RoleMenu
            workspace={workspace}
            role={{ id: roleId, name: role.name, kind: role.kind }}
            mayManage={may.manage}
            replacements={role.replacements}
          />
        </span>
      </div>
      <div className="head">
        <div>
          <h1>{role.name}</h1>
          <p>{role.description}</p>
          <p className="facts">
            <Tag>{kindWords[role.kind]}</Tag>
            <span>
              Created <Time at={role.createdAt} now={role.now} zone={role.timeZone} />
            </span>
            {words.applications.map(({ id, name, open }) => (
              <span key={id}>
                {name}: <b className="mid">{open ? "open" : "closed"}</b>
              </span>
            ))}
          </p>
        </div>
        <div className="acts">
          <AccessProfile levels={words.levels} size="l" standalone />
        </div>
      </div>
      <div className="pg2">
        <div>
          {role.fullAdmin && <Note kind="warn">{fullAdminWarning}.</Note>}
          <section className="blk">
            <SectionHead title="Level per feature" />
            <FeatureLevels words={words} />
          </section>
          <section className="blk">
            <SectionHead title="Fine-grained permissions" />
            <FinePermissions words={words} />
          </section>
          {words.bridges.length > 0 && (
            <section className="blk">
              <SectionHead title="Also opens" note="in use, without being part of the role" />
              <ul className="opens">
                {words.bridges.map(({ holds, opens }) => (
                  <li key={holds}>
                    <b className="mid">{holds}</b> opens {opens.join(", ")}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <History
            workspace={workspace}
            role={{ id: roleId, name: role.name }}
            page={revisions}
            mayRestore={may.manage && role.kind === "custom"}
          />
        </div>
        <div className="aside">
          <HolderList base={`${base}/members`} role={role} />
        </div>
      </div>
    </div>
  );
}
