"use client";

import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Icon } from "@/components/ui/icon";
import { dateWords } from "@/components/ui/time-words";
import { useAnswer } from "../use-answer";
import { pause, stateOf } from "./pickers";

/** Finds whom to ask about: members, and who was one or administers the account without being one. */
export function PersonPicker({
  workspace,
  zone,
  now,
  choose,
}: {
  workspace: string;
  zone: string;
  now: number;
  choose: (person: string | undefined) => void;
}) {
  const [text, setText] = useState("");
  const q = text.trim();
  const members = useAnswer(workspace, "search.results", q ? { q, kinds: ["people"] } : null, pause);
  const others = useAnswer(workspace, "explain.outsiders", q ? { q } : null, pause);
  const people = members.state === "ready" ? members.value.people : [];
  const outsiders = others.state === "ready" ? others.value : [];
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
      title: "No members now",
      options: outsiders.map(({ person, name, email, until }) => ({
        id: person,
        mark: <Avatar name={name} />,
        text: name,
        note: `${email}, ${until ? `removed ${dateWords(until, now, zone)}` : "account administrator"}`,
        choose: () => choose(person),
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
      state={stateOf([members, others], text, groups)}
    />
  );
}
