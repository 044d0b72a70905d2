/** What a browser remembers about how Remit looks and listens; read on the server, so that nothing flashes. */
export const themeCookie = "remit-theme";
export const keysCookie = "remit-keys";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** The attributes of the root element; absent means the system's theme, and single keys on. */
export function rootAttributes(theme: string | undefined, keys: string | undefined) {
  const chosen = themeOf(theme);
  return {
    "data-theme": chosen === "system" ? undefined : chosen,
    "data-keys": keys === "off" ? "off" : undefined,
  };
}
