"use client";

import { IconButton } from "../ui/icon-button";
import { turnTheme } from "./remember";

export function ThemeToggle() {
  return <IconButton icon="moon" label="Switch theme" onClick={turnTheme} />;
}
