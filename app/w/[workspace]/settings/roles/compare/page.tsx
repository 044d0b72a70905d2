import type { Metadata } from "next";
import { z } from "zod";
import { AccessProfile } from "@/components/access-profile";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/page-head";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { RolePair } from "@/lib/roles/input";
import { type ComparedRole, rolesCompared } from "@/lib/roles/queries";
import { counted } from "@/lib/words/counts";
import { kindWords } from "../kind-words";
import { ComparedFeatures, ComparedPermissions } from "./differences";
import { RoleSelect } from "./role-select";

export const metadata: Metadata = { title: "Compare roles" };

const address = addressBy(z.strictObject({ ...RolePair.shape, show: z.literal("differences").optional() }));

export default async function CompareRolesPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const { show, ...ids } = address.in(search);
  const onlyDifferent = show !== undefined;
  const { roles, a, b } = await valueOrPage(rolesCompared({ workspace, ...ids }));
  const base = `/w/${workspace}/settings/roles`;
  const choices = roles.map(({ id, name, kind }) => ({ id, name, kind: kindWords[kind] }));
  return (
    <div className="compare">
      <div className="top">
        <Crumbs steps={[{ href: base, label: "Roles and permissions" }]} current="Compare" />
      </div>
      <PageHead
        title="Compare two roles"
        lead="Side by side, as given on the workspace. What differs is marked."
        actions={
          a &&
          b && (
            <Link
              className="btn"
              href={address.href("", ids, { show: onlyDifferent ? undefined : "differences" })}
              scroll={false}
              replace
            >
              <span>{onlyDifferent ? "Show everything" : "Only what differs"}</span>
            </Link>
          )
        }
      />
      <div className="sides">
        <RoleSelect label="First role" name="a" choices={choices} value={a?.id ?? ""} />
        <RoleSelect label="Second role" name="b" choices={choices} value={b?.id ?? ""} />
        {[a, b].map((role, i) => (
          <About key={role?.id ?? i} role={role} />
        ))}
      </div>
      {a && b ? (
        <div className="differences">
          <ComparedFeatures a={a} b={b} onlyDifferent={onlyDifferent} />
          <ComparedPermissions a={a} b={b} onlyDifferent={onlyDifferent} />
        </div>
      ) : (
        <EmptyState icon="swap" title="Choose two roles">
          Their levels and permissions are set beside each other here.
        </EmptyState>
      )}
    </div>
  );
}

function About({ role }: { role: ComparedRole | null }) {
  if (!role) return <p className="muted">No role chosen.</p>;
  return (
    <div className="about">
      <AccessProfile levels={role.words.levels} size="l" standalone />
      <p>
        {role.description}
        <small>
          {kindWords[role.kind]}, {counted(role.members, "member")}
        </small>
      </p>
    </div>
  );
}
