"use client";

import { keysCookie, type Theme, themeCookie, themeOf } from "../preferences";

const year = 365 * 24 * 60 * 60;

function remember(name: string, value: string) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers we support
  document.cookie = `${name}=${value}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
}

export function currentTheme(): Theme {
  return themeOf(document.documentElement.dataset.theme);
}

/** Applies at once and stays: the next page is drawn in it by the server. */
export function setTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember(themeCookie, theme);
}

/** Turns to the other of light and dark, from what is seen now. */
export function turnTheme() {
  const theme = currentTheme();
  const dark = theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  setTheme(dark ? "light" : "dark");
}

export function singleKeys(): "on" | "off" {
  return document.documentElement.dataset.keys === "off" ? "off" : "on";
}

export function setSingleKeys(keys: "on" | "off") {
  if (keys === "off") document.documentElement.dataset.keys = "off";
  else delete document.documentElement.dataset.keys;
  remember(keysCookie, keys);
}
