"use client";

import { useState } from "react";
import type { Subject } from "./choice";

/**
 * Whom the palette is narrowed to. What was sought before comes back when it is widened.
 * @param text what stands in the field
 */
export function useNarrowing(text: string, setText: (text: string) => void) {
  const [narrowed, setNarrowed] = useState<{ subject: Subject; sought: string; typed: string } | null>(null);
  const [told, setTold] = useState("");
  const narrow = (subject: Subject) => {
    setNarrowed({ subject, sought: text.trim(), typed: text });
    setText("");
    setTold(`Narrowed to ${subject.person.name}. Backspace or Escape widens again.`);
  };
  const widen = () => {
    if (!narrowed) return;
    setNarrowed(null);
    setText(narrowed.typed);
    setTold("Widened again.");
  };
  return { narrowed, narrow, widen, told };
}
