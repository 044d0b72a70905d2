"use client";

import { useRef, useState } from "react";
import { FieldFrame } from "./field";

const cells = [0, 1, 2, "dash", 3, 4, 5] as const;

/** One field under six drawn cells, so that typing, pasting and filling in by the browser all work. */
export function CodeInput({
  label = "Code",
  name = "code",
  help = "The last digit sends it. 5 tries, then a new code.",
  error,
  disabled,
  autoFocus = true,
  onComplete,
}: {
  label?: string;
  name?: string;
  help?: string;
  error?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  onComplete?: (code: string) => void;
}) {
  const [digits, setDigits] = useState("");
  const told = useRef("");
  return (
    <FieldFrame label={label} help={help} error={error}>
      {(field) => (
        <div className="code">
          <span className="cells" aria-hidden="true">
            {cells.map((cell) =>
              cell === "dash" ? (
                <i className="sp" key={cell}>
                  –
                </i>
              ) : (
                <i className={cell === digits.length ? "cu" : undefined} key={cell}>
                  {digits[cell]}
                </i>
              ),
            )}
          </span>
          <input
            {...field}
            name={name}
            value={digits}
            disabled={disabled}
            // biome-ignore lint/a11y/noAutofocus: it is the only field of a dialog or page that asks for a code
            autoFocus={autoFocus}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            required
            onChange={(event) => {
              const next = event.target.value.replace(/\D/g, "").slice(0, 6);
              setDigits(next);
              if (next.length < 6) told.current = "";
              else if (next !== told.current) {
                told.current = next;
                onComplete?.(next);
              }
            }}
          />
        </div>
      )}
    </FieldFrame>
  );
}
