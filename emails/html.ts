import { createElement } from "react";
import { render } from "react-email";
import { Frame } from "@/emails/frame";
import type { Letter } from "@/emails/letter";

/** The letter drawn as one HTML document; the same letter always gives the same bytes. */
export function htmlOf(letter: Letter): Promise<string> {
  return render(createElement(Frame, { letter }));
}
