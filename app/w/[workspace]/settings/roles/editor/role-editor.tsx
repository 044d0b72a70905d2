"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { useShortcut } from "@/components/ui/shortcut";
import { Tag } from "@/components/ui/tag";
import { useUnsaved } from "@/components/unsaved";
import { setOf } from "@/lib/access/permission-set";
import type { RoleForm } from "@/lib/roles/form";
import { counted } from "@/lib/words/counts";
import { AskDialog } from "./ask-dialog";
import { changesBetween, countOf } from "./changes";
import { ConflictDialog } from "./conflict-dialog";
import { draftOf, type RoleDraft, type Step } from "./draft";
import { EffectPanel } from "./effect-panel";
import { FlagGroups } from "./flag-groups";
import { IdentityFields } from "./identity-fields";
import { LevelList } from "./level-list";
import { type Brought, broughtWords } from "./words";

/** The form of a role, with what saving it would do beside it. Nothing is saved before the effect was shown. */
export function RoleEditor({ workspace, form: given }: { workspace: string; form: RoleForm }) {
  const router = useRouter();
  const base = `/w/${workspace}/settings/roles`;
  const [form, setForm] = useState(given);
  const [draft, setDraft] = useState(() => draftOf(given));
  const [asked, setAsked] = useState<Exclude<Step, { kind: "done" }> | null>(null);
  const [brought, setBrought] = useState<Brought | null>(null);
  const [reviewing, setReviewing] = useState(false);
  const [theirs, setTheirs] = useState<RoleForm | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const begun = draftOf(form);
  const saved = setOf(form.contents.permissions);
  const changes = changesBetween(begun, draft);
  const { all, automatic } = countOf(changes, draft);
  const isNew = form.role === null;
  const dirty = all > 0;
  const ready = draft.chosen.length > 0 && (dirty || isNew);

  const change = (next: RoleDraft) => {
    setDraft(next);
    setReviewing(false);
    setFields({});
  };
  const take = (step: Step) => {
    if (step.kind !== "done") return setAsked(step);
    change(step.draft);
    setBrought(step.cause && step.brought.length > 0 ? { cause: step.cause, ids: step.brought } : null);
  };
  const review = () => ready && setReviewing(true);
  useShortcut("s", review);

  const back = form.role ? `${base}/${form.role.id}` : form.from ? `${base}/${form.from.id}` : base;
  const { question, leave } = useUnsaved(dirty, countWords(all, automatic), back);
  const beyond = setOf(form.beyond);
  const title = form.role ? form.name : form.from ? `Clone of ${form.from.name}` : "New role";
  return (
    <div className="role-editor">
      <div className="top">
        <Crumbs steps={[{ href: base, label: "Roles and permissions" }]} current={title} />
        {dirty && <Tag kind="warn">{countWords(all, automatic)}</Tag>}
        <span className="row end">
          <LinkButton kind="quiet" href={back}>
            Discard
          </LinkButton>
          <Button kind="primary" shortcut="S" disabled={!ready} onClick={review}>
            Review and save
          </Button>
        </span>
      </div>
      <h1 className="sr">{form.role ? `Edit role: ${form.name}` : title}</h1>
      <div className="cols">
        <form className="edit" aria-label="Role" onSubmit={(event) => event.preventDefault()}>
          <IdentityFields draft={draft} errors={fields} onChange={change} />
          <LevelList draft={draft} begun={begun} isNew={isNew} saved={saved} beyond={beyond} onStep={take} />
          <FlagGroups draft={draft} saved={saved} beyond={beyond} brought={brought} onStep={take} />
          <p className="sr" role="status">
            {brought && broughtWords(brought)}
          </p>
        </form>
        <EffectPanel
          workspace={workspace}
          form={form}
          draft={draft}
          ready={ready}
          reviewing={reviewing}
          onBack={() => setReviewing(false)}
          onRefused={setFields}
          onOutdated={setTheirs}
          onSaved={(roleId) => {
            leave(`${base}/${roleId}`);
            router.refresh();
          }}
        />
      </div>
      {question}
      {asked && (
        <AskDialog
          step={asked}
          onChoice={(next) => {
            setAsked(null);
            if (next) {
              change(next);
              setBrought(null);
            }
          }}
        />
      )}
      {theirs && (
        <ConflictDialog
          begun={begun}
          mine={draft}
          theirs={theirs}
          onClose={() => setTheirs(null)}
          onChoice={(next) => {
            setForm(theirs);
            change(next);
            setTheirs(null);
          }}
        />
      )}
    </div>
  );
}

/** "4 changes, 1 automatic" */
function countWords(all: number, automatic: number): string {
  return `${counted(all, "change")}${automatic > 0 ? `, ${automatic} automatic` : ""}`;
}
