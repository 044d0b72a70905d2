"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";

const pause = 60;

/**
 * Sends once more, after a pause that it counts down.
 * @param props.onSend sends; a new pause begins when it answers true
 */
export function SendAgain({
  size = "s",
  onSend,
}: {
  size?: "s" | "m" | "l";
  onSend: () => Promise<boolean>;
}) {
  const [left, setLeft] = useState(pause);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const send = async () => {
    setBusy(true);
    if (await onSend()) setLeft(pause);
    setBusy(false);
  };
  return (
    <Button
      kind={size === "s" ? "quiet" : "plain"}
      size={size}
      busy={busy}
      disabled={left > 0}
      onClick={send}
    >
      {left > 0 ? `Send again in ${left} s` : "Send again"}
    </Button>
  );
}
