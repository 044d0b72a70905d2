"use client";

import { type ReactNode, useState } from "react";
import { doingOf } from "@/components/permission-words";
import { placeIcons } from "@/components/place-icons";
import { Button } from "@/components/ui/button";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Icon } from "@/components/ui/icon";
import { features, labelOf, type PermissionId, permissionGroups, permissions } from "@/lib/access/catalogue";
import { type Answer, useAnswer } from "../use-answer";

/** Time for a search to be typed, in milliseconds. */
export const pause = 200;

/** What is said while searches are not answered, have failed, or found nothing. */
export function stateOf(
  answers: readonly Answer<unknown>[],
  text: string,
  groups: readonly OptionGroup[],
): ReactNode {
  if (text.trim() === "") return null;
  for (const answer of answers)
    if (answer.state === "failed")
      return (
        <>
          {answer.message} <Button onClick={answer.retry}>Try again</Button>
        </>
      );
  if (answers.some(({ state }) => state !== "ready")) return "Searching…";
  return groups.every(({ options }) => options.length === 0) ? `Nothing is called “${text.trim()}”.` : null;
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
  const answer = useAnswer(workspace, "search.results", q ? { q, kinds: ["places"] } : null, pause);
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
      state={stateOf([answer], text, groups)}
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
