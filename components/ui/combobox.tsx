"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";

export type Option = {
  id: string;
  /** What stands before the words: an icon or an avatar. */
  mark?: ReactNode;
  text: ReactNode;
  note?: ReactNode;
  /** What stands at the end of the line. */
  end?: ReactNode;
  /** What choosing it does, shown while it is the active one. */
  effect?: ReactNode;
  selected?: boolean;
  choose: () => void;
};
export type OptionGroup<T extends Option = Option> = { title: string; options: readonly T[] };

/** What the options are narrowed to; Backspace in the empty field and a press leave it. */
export type Within = { mark?: ReactNode; name: string; leave: () => void };

/**
 * A field with the options that fit what is typed: arrows move, Enter chooses, the focus stays in the field.
 * @param props.within shown before what is typed
 * @param props.state what is said in place of options that are not there (yet)
 * @param props.end what stands beside the field
 * @param props.foot drawn below the options, for the one that is active
 */
export function Combobox<T extends Option = Option>({
  label,
  placeholder,
  text,
  onText,
  within,
  groups,
  state,
  end,
  foot,
  onKeyDown,
}: {
  label: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  within?: Within | undefined;
  groups: readonly OptionGroup<T>[];
  state?: ReactNode;
  end?: ReactNode;
  foot?: (active: T | undefined) => ReactNode;
  onKeyDown?: (event: KeyboardEvent, active: T | undefined) => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const shown = groups.filter(({ options }) => options.length > 0);
  const options = shown.flatMap((group) => group.options);
  const [activeId, setActiveId] = useState<string>();
  const active =
    options.find((option) => option.id === activeId) ??
    options.find(({ selected }) => selected) ??
    options[0];
  const domId = (option: Option) => `${id}-${option.id}`;

  const activeDomId = active && domId(active);
  useEffect(() => {
    if (activeDomId) document.getElementById(activeDomId)?.scrollIntoView({ block: "nearest" });
  }, [activeDomId]);

  const move = (by: number) => {
    const from = active ? options.indexOf(active) : -1;
    setActiveId(options[(from + by + options.length) % options.length]?.id);
  };
  const onKey = (event: KeyboardEvent) => {
    onKeyDown?.(event, active);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") active?.choose();
    else if (event.key === "Backspace" && text === "" && within && !event.repeat) within.leave();
    else return;
    event.preventDefault();
  };

  return (
    <div className="combobox">
      <div className="combobox-field">
        <Icon name="search" />
        {within && (
          <button
            type="button"
            className="within"
            aria-label={`${within.name}, widen again`}
            onClick={() => {
              within.leave();
              field.current?.focus();
            }}
          >
            {within.mark}
            <span className="cut">{within.name}</span>
            <Icon name="close" />
          </button>
        )}
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeDomId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setActiveId(undefined);
            onText(event.target.value);
          }}
          onKeyDown={onKey}
        />
        {end}
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="combobox-list">
        {shown.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options are grouped inside a listbox
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="menu-label" aria-hidden="true">
              {group.title}
            </div>
            {group.options.map((option) => (
              <OptionLine
                key={option.id}
                id={domId(option)}
                option={option}
                active={option === active}
                onHover={() => setActiveId(option.id)}
              />
            ))}
          </div>
        ))}
      </div>
      <div role="status" className="combobox-state">
        {state}
      </div>
      {foot?.(active)}
    </div>
  );
}

function OptionLine({
  id,
  option,
  active,
  onHover,
}: {
  id: string;
  option: Option;
  active: boolean;
  onHover: () => void;
}) {
  const { mark, text, note, end, effect, selected, choose } = option;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of the field points here
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={classes("option", active && "on")}
      onPointerMove={onHover}
      onPointerDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <span className="option-mark">{mark}</span>
      <span className="option-text">
        <span>{text}</span>
        {note && <small>{note}</small>}
      </span>
      {(end || selected) && (
        <span className="option-end">
          {end}
          {selected && <Icon name="check" />}
          {selected && <span className="sr">chosen</span>}
        </span>
      )}
      {active && effect && <span className="option-effect">{effect}</span>}
    </div>
  );
}
