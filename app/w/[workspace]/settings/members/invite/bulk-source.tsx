"use client";

import { type DragEvent, useRef, useState } from "react";
import { TextArea } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import type { InvitationChoices } from "@/lib/invitations/choices";
import { numberWords } from "@/lib/words/counts";
import type { Draft } from "./draft";
import { textIn } from "./list-file";
import type { List } from "./use-list";
import { WhatItGives } from "./what-it-gives";

/** Where addresses come from: pasted, or from a file; and what the role for all will let them do. */
export function BulkSource({
  list,
  draft,
  choices,
}: {
  list: List;
  draft: Draft;
  choices: InvitationChoices;
}) {
  const [file, setFile] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const read = await textIn(chosen);
    setProblem("problem" in read ? read.problem : null);
    if ("problem" in read) return;
    setFile(chosen.name);
    list.setText(read.text);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <section className="source" aria-label="Addresses">
      <TextArea
        label="Paste addresses"
        help="One on each line, or with a comma. Up to 5,000."
        rows={9}
        spellCheck={false}
        autoComplete="off"
        value={list.text}
        onChange={(event) => {
          setFile(null);
          setProblem(null);
          list.setText(event.target.value);
        }}
      />
      <section
        className="drop"
        aria-label="A file"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <Icon name="export" className="upward" />
        {file ? (
          <>
            <b className="cut">{file}</b>
            <span>
              {list.state === "ready" && `${numberWords(list.rows.length)} addresses read. `}
              <button type="button" className="link" onClick={() => picker.current?.click()}>
                Another file
              </button>
            </span>
          </>
        ) : (
          <span>
            Drop a CSV file, or{" "}
            <button type="button" className="link" onClick={() => picker.current?.click()}>
              choose one
            </button>
          </span>
        )}
        <input
          ref={picker}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-label="CSV file with addresses"
          hidden
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </section>
      {problem && (
        <Note kind="bad" announce>
          {problem}
        </Note>
      )}
      <Note>A second column can name a role. Anything else is left out.</Note>
      <WhatItGives draft={draft} choices={choices} />
    </section>
  );
}
