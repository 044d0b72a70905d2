"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { explainAddress, type QuestionInAddress } from "@/app/w/[workspace]/explain-address";
import { Avatar } from "@/components/avatar";
import { doingOf } from "@/components/permission-words";
import { Icon, type IconName } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Popover } from "@/components/ui/popover";
import { useShortcut } from "@/components/ui/shortcut";
import type { PermissionId } from "@/lib/access/catalogue";
import { MomentForm } from "./moment-form";
import { PersonPicker } from "./person-picker";
import { PermissionPicker, PlacePicker } from "./pickers";

type Part = "person" | "permission" | "on" | "at";

/**
 * The question as a sentence whose values open; each change is another address. Keys P A O T open person, action,
 * object and time.
 * @param props.person null when the person who asks may not ask about others
 */
export function Sentence({
  workspace,
  asked,
  person,
  place,
  moment,
  zone,
  now,
  since,
}: {
  workspace: string;
  asked: QuestionInAddress;
  person: { name: string } | null;
  place: { name: string; icon: IconName };
  moment: string;
  zone: string;
  now: number;
  since: string;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<Part | null>(null);
  const ask = (change: Partial<QuestionInAddress>) => {
    setOpen(null);
    router.push(explainAddress(workspace, { ...asked, ...change }));
  };
  const value = (part: Part, label: string, words: ReactNode, picker: ReactNode) => (
    <Popover
      label={label}
      options
      open={open === part}
      onOpenChange={(shown) => setOpen(shown ? part : null)}
      trigger={
        <button type="button" className="val">
          <span className="sr">{label}: </span>
          {words}
          <Icon name="chevron-down" />
        </button>
      }
    >
      {picker}
    </Popover>
  );
  useShortcut("p", () => person && setOpen("person"));
  useShortcut("a", () => setOpen("permission"));
  useShortcut("o", () => setOpen("on"));
  useShortcut("t", () => setOpen("at"));
  return (
    <>
      <p className="sentence">
        May{" "}
        {person ? (
          value(
            "person",
            "Person",
            <>
              <Avatar name={person.name} />
              <span>{person.name}</span>
            </>,
            <PersonPicker workspace={workspace} zone={zone} now={now} choose={(id) => ask({ person: id })} />,
          )
        ) : (
          <b className="val">you</b>
        )}{" "}
        {value(
          "permission",
          "Action",
          doingOf(asked.permission),
          <PermissionPicker
            chosen={asked.permission}
            choose={(permission: PermissionId) => ask({ permission })}
          />,
        )}{" "}
        on{" "}
        {value(
          "on",
          "Object",
          <>
            <Icon name={place.icon} />
            <span>{place.name}</span>
          </>,
          <PlacePicker workspace={workspace} choose={(on) => ask({ on })} />,
        )}{" "}
        {value(
          "at",
          "Time",
          <>
            <Icon name="calendar" />
            <span>{moment}</span>
          </>,
          <MomentForm chosen={asked.at} zone={zone} choose={(at) => ask({ at })} />,
        )}{" "}
        ?
      </p>
      <p className="hint">
        {person && <Key of="P">Person</Key>}
        <Key of="A">Action</Key>
        <Key of="O">Object</Key>
        <Key of="T">Time</Key>
        <span>Works for any moment since {since}</span>
      </p>
    </>
  );
}

function Key({ of, children }: { of: string; children: string }) {
  return (
    <span>
      <Kbd>{of}</Kbd>
      {children}
    </span>
  );
}
