import type { Metadata } from "next";
import { AccessProfile } from "@/components/access-profile";
import { GuideList } from "@/components/guide-text";
import { fullAdminWarning } from "@/components/impact-preview";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead, SectionHead } from "@/components/ui/page-head";
import { Tag } from "@/components/ui/tag";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { roleKinds } from "@/lib/roles/input";
import { type GuideRole, roleGuide } from "@/lib/roles/queries";

export const metadata: Metadata = { title: "What each role can do" };

const sections = {
  system: { title: "System roles", note: "the same in every workspace" },
  custom: { title: "Roles of this workspace", note: "made here" },
  governance: { title: "Governance roles", note: "given on data products" },
} as const;

export default async function RolesGuidePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const roles = await valueOrPage(roleGuide({ workspace }));
  return (
    <>
      <PageHead
        title="What each role can do"
        lead="In plain words. Several roles add up: the highest level of each feature counts."
      />
      <div className="roles-guide">
        {roleKinds.map((kind) => {
          const these = roles.filter((role) => role.kind === kind);
          if (these.length === 0) return null;
          return (
            <section key={kind}>
              <SectionHead title={sections[kind].title} note={sections[kind].note} />
              {these.map((role) => (
                <RoleGuide key={role.id} role={role} />
              ))}
            </section>
          );
        })}
      </div>
    </>
  );
}

function RoleGuide({ role }: { role: GuideRole }) {
  const { words } = role;
  const groups = words.groups.filter(({ held }) => held.length > 0);
  const closed = words.applications.filter(({ open }) => !open).map(({ name }) => name);
  return (
    <details open={role.yours}>
      <summary>
        <AccessProfile levels={words.levels} />
        <span className="grow">
          <b>{role.name}</b> {role.yours && <Tag kind="thread">Yours</Tag>}
          <small>{role.description}</small>
        </span>
        <Icon name="chevron-down" />
      </summary>
      <div className="guide">
        {role.fullAdmin && <Note kind="warn">{fullAdminWarning}.</Note>}
        {closed.length > 0 && (
          <p className="muted">{closed.join(" and ")} stay hidden with this role, whatever its levels say.</p>
        )}
        {words.levels.some((level) => level > 0) && <GuideList levels={words.levels} />}
        <dl>
          {groups.map(({ id, name, size, held }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>{held.length === size ? "Everything" : held.map(({ label }) => label).join(", ")}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
