"use client";

import { useState } from "react";
import { Avatar } from "../avatar";
import { type Theme, themes } from "../preferences";
import { Menu, MenuChoice, MenuLink, MenuRule, MenuSubmit } from "../ui/menu";
import { currentTheme, setSingleKeys, setTheme, singleKeys } from "./remember";

export type Person = { name: string; email: string; roleLabel: string };
/** It leads elsewhere, so that nobody reads what it answers. */
export type SignOut = (form: FormData) => Promise<unknown>;

const themeNames = { system: "As the system", light: "Light", dark: "Dark" } as const;

/** The person's own things: sessions, how Remit looks and listens, Sign out. */
export function UserMenu({
  person,
  sessionsHref,
  signOut,
  compact = false,
}: {
  person: Person;
  sessionsHref?: string;
  signOut: SignOut;
  compact?: boolean;
}) {
  return (
    <Menu
      label={`Account of ${person.name}`}
      align="start"
      head={
        <>
          <Avatar name={person.name} size="m" />
          <span className="grow">
            <b className="cut">{person.name}</b>
            <small className="cut">{person.email}</small>
          </span>
        </>
      }
      trigger={
        <button type="button" className={compact ? "ib" : undefined} aria-label={`Account of ${person.name}`}>
          <Avatar name={person.name} size="m" />
          {!compact && (
            <span className="grow">
              <b className="cut">{person.name}</b>
              <small className="cut">{person.roleLabel}</small>
            </span>
          )}
        </button>
      }
    >
      {sessionsHref && (
        <>
          <MenuLink href={sessionsHref} icon="device">
            Your sessions
          </MenuLink>
          <MenuRule />
        </>
      )}
      <Choices />
      <MenuRule />
      <form action={signOut as (form: FormData) => Promise<void>}>
        <MenuSubmit icon="leave">Sign out</MenuSubmit>
      </form>
    </Menu>
  );
}

/** Mounted when the menu opens, so it may read what the page looks like at that moment. */
function Choices() {
  const [theme, choose] = useState(currentTheme);
  const [keys, turn] = useState(singleKeys);
  return (
    <>
      <MenuChoice
        label="Theme"
        value={theme}
        options={themes.map((value) => ({ value, label: themeNames[value] }))}
        onChange={(value) => {
          choose(value as Theme);
          setTheme(value as Theme);
        }}
      />
      <MenuRule />
      <MenuChoice
        label="Single keys"
        value={keys}
        options={[
          { value: "on", label: "On, such as F to search" },
          { value: "off", label: "Off" },
        ]}
        onChange={(value) => {
          const next = value === "off" ? "off" : "on";
          turn(next);
          setSingleKeys(next);
        }}
      />
    </>
  );
}
