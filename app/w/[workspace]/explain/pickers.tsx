"use client";

import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { doingOf } from "@/components/permission-words";
import { placeIcons } from "@/components/place-icons";
import { Button } from "@/components/ui/button";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Icon } from "@/components/ui/icon";
import { features, labelOf, type PermissionId, permissionGroups, permissions } from "@/lib/access/catalogue";
import type { Found } from "@/lib/search/queries";
import { type Asked, useAnswer } from "../use-answer";

const pause = 200;

/** What is said while a search is not answered, has failed, or found nothing. */
function stateOf(answer: Asked<Found>, text: string, groups: readonly OptionGroup[]) {
  if (text.trim() === "") return null;
  if (answer.state === "failed")
    return (
      <>
        {answer.message} <Button onClick={answer.retry}>Try again</Button>
      </>
    );
  if (answer.state !== "ready") return "Searching…";
  return groups.every(({ options }) => options.length === 0) ? `Nothing is called “${text.trim()}”.` : null;
}

export function PersonPicker({
  workspace,
  choose,
}: {
  workspace: string;
  choose: (membershipId: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  const q = text.trim();
  const answer = useAnswer<Found>(workspace, "search", q ? { q, kinds: ["people"] } : null, pause);
  const people = answer.state === "ready" ? answer.value.people : [];
  const groups: OptionGroup[] = [
    {
      title: "People",
      options: people.map(({ membershipId, name, email, isYou }) => ({
        id: membershipId,
        mark: <Avatar name={name} />,
        text: isYou ? `${name} (you)` : name,
        note: email,
        choose: () => choose(membershipId),
      })),
    },
    {
      title: "Yourself",
      options: q
        ? []
        : [{ id: "you", mark: <Icon name="person" />, text: "You", choose: () => choose(undefined) }],
    },
  ];
  return (
    <Combobox
      label="Search people"
      placeholder="Name or e-mail"
      text={text}
      onText={setText}
      groups={groups}
      state={stateOf(answer, text, groups)}
    />
  );
}

export function PlacePicker({
  workspace,
  choose,
}: {
  workspace: string;
  choose: (resourceId: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  const q = text.trim();
  const answer = useAnswer<Found>(workspace, "search", q ? { q, kinds: ["places"] } : null, pause);
  const places = answer.state === "ready" ? answer.value.places : [];
  const groups: OptionGroup[] = [
    {
      title: "Objects and products",
      options: places.map(({ id, name, kind, above }) => ({
        id,
        mark: <Icon name={placeIcons[kind]} />,
        text: name,
        note: [kind.replace("-", " "), ...above].join(", "),
        choose: () => choose(id),
      })),
    },
    {
      title: "Everything",
      options: q
        ? []
        : [
            {
              id: "workspace",
              mark: <Icon name="account" />,
              text: "The whole workspace",
              choose: () => choose(undefined),
            },
          ],
    },
  ];
  return (
    <Combobox
      label="Search objects and products"
      placeholder="Name of an object or a product"
      text={text}
      onText={setText}
      groups={groups}
      state={stateOf(answer, text, groups)}
    />
  );
}

const sections = [
  ...features.map(({ id, name }) => ({
    title: name,
    of: permissions.filter(({ feature }) => feature === id),
  })),
  ...permissionGroups.map(({ id, name }) => ({
    title: name,
    of: permissions.filter(({ group }) => group === id),
  })),
];

export function PermissionPicker({
  chosen,
  choose,
}: {
  chosen: PermissionId;
  choose: (permission: PermissionId) => void;
}) {
  const [text, setText] = useState("");
  const words = text.trim().toLowerCase().split(/\s+/);
  const fits = (id: PermissionId, title: string) => {
    const said = `${doingOf(id)} ${labelOf(id)} ${title} ${id}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const groups: OptionGroup[] = sections.map(({ title, of }) => ({
    title,
    options: of
      .filter(({ id }) => fits(id, title))
      .map(({ id, label }) => ({
        id: id.replace(":", "-"),
        text: doingOf(id),
        note: label,
        selected: id === chosen,
        choose: () => choose(id),
      })),
  }));
  return (
    <Combobox
      label="Search actions"
      placeholder="Publish, edit segments, …"
      text={text}
      onText={setText}
      groups={groups}
      state={groups.every(({ options }) => options.length === 0) && `No action is called “${text.trim()}”.`}
    />
  );
}
