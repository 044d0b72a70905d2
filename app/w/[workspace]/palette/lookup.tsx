"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Avatar } from "@/components/avatar";
import type { NavSection } from "@/components/shell/navigation";
import { Button } from "@/components/ui/button";
import { Combobox, type Option } from "@/components/ui/combobox";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { mayLeaveFor } from "@/components/unsaved";
import type { SearchResults } from "@/lib/search/queries";
import { type Answer, useAnswer } from "../use-answer";
import { type Choice, type ChoiceGroup, fits } from "./choice";
import { type Actions, actionsCalled, foundChoices, pagesCalled } from "./choices";
import { Foot } from "./foot";
import { marked } from "./marked";
import { choicesFor } from "./person-choices";
import { recentOf, remember } from "./recent";
import { useNarrowing } from "./use-narrowing";

export type LookupProps = {
  workspace: string;
  /** The address of the person who is signed in, for what they chose before. */
  person: string;
  nav: readonly NavSection[];
  may: Actions;
};

type Line = Option & Pick<Choice, "narrows">;

const pause = 150;

/** The panel of the palette. Tab narrows it to the person who is active; Backspace or Escape widens it again. */
export function Lookup({
  workspace,
  person,
  nav,
  may,
  close,
  restoreFocus,
}: LookupProps & { close: () => void; restoreFocus: (event: Event) => void }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { narrowed, narrow, widen, told } = useNarrowing(text, setText);
  const q = text.trim();
  const sought = narrowed ? narrowed.sought : q;
  const answer = useAnswer(workspace, "search.results", sought ? { q: sought } : null, pause);
  const groups = narrowed
    ? [
        {
          title: `Do something with ${narrowed.subject.person.name}`,
          choices: choicesFor(workspace, narrowed.subject).filter((one) => q === "" || fits(one, q)),
        },
      ]
    : q
      ? [
          ...(answer.state === "ready" ? foundChoices(workspace, answer.value) : []),
          actionsCalled(workspace, may, q),
          pagesCalled(nav, q),
        ]
      : [recentGroup(workspace, person), actionsCalled(workspace, may, ""), pagesCalled(nav, "")];
  const empty = groups.every(({ choices }) => choices.length === 0);
  const go = ({ id, href, text: label, note, recent }: Choice) => {
    if (recent) remember(workspace, person, { id, href, text: label, icon: recent, ...(note && { note }) });
    close();
    if (mayLeaveFor(href)) router.push(href);
  };
  const name = narrowed?.subject.person.name;
  return (
    <RadixDialog.Content
      className="dlg palette"
      aria-describedby={undefined}
      onCloseAutoFocus={restoreFocus}
      onEscapeKeyDown={(event) => {
        if (!narrowed) return;
        event.preventDefault();
        widen();
      }}
    >
      <RadixDialog.Title className="sr">Jump to</RadixDialog.Title>
      <Combobox<Line>
        label={name ? `Do something with ${name}` : "Jump to"}
        placeholder={
          name
            ? "What to do"
            : may.inviteUsers
              ? "A person, an object, a page, or something to do"
              : "A page or something to do"
        }
        text={text}
        onText={setText}
        within={name ? { mark: <Avatar name={name} />, name, leave: widen } : undefined}
        groups={groups.map(({ title, choices }) => ({
          title,
          options: choices.map((choice) => ({
            ...choice,
            text: marked(choice.text, q),
            choose: () => go(choice),
          })),
        }))}
        state={
          name
            ? empty && `Nothing to do with ${name} is called “${q}”.`
            : q !== "" && searchState(answer, empty && `Nothing you may open is called “${q}”.`)
        }
        end={
          <RadixDialog.Close asChild>
            <IconButton icon="close" label="Close" />
          </RadixDialog.Close>
        }
        foot={(active) => <Foot narrowed={name !== undefined} narrows={active?.narrows !== undefined} />}
        onKeyDown={(event, active) => {
          if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
          if (!active?.narrows || event.nativeEvent.isComposing) return;
          event.preventDefault();
          narrow(active.narrows);
        }}
      />
      <p className="sr" role="status">
        {told}
      </p>
    </RadixDialog.Content>
  );
}

/** What is said while a search is not answered, has failed, or found nothing. */
function searchState(answer: Answer<SearchResults>, nothing: string | false) {
  if (answer.state === "failed")
    return (
      <span className="row">
        {answer.message} <Button onClick={answer.retry}>Try again</Button>
      </span>
    );
  return answer.state === "ready" ? nothing : "Searching…";
}

function recentGroup(workspace: string, person: string): ChoiceGroup {
  const icons = { person: "person", page: "arrow-right", place: "tree" } as const;
  return {
    title: "Recent",
    choices: recentOf(workspace, person).map((recent) => ({
      ...recent,
      mark: <Icon name={icons[recent.icon]} />,
      recent: recent.icon,
    })),
  };
}
