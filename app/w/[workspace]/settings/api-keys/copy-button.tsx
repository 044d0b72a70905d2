"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** Puts a text on the clipboard, and says so for a while; where that is not allowed, it says to do it by hand. */
export function CopyButton({
  text,
  label,
  kind = "plain",
  onCopied,
}: {
  text: string;
  label: string;
  kind?: "plain" | "primary";
  onCopied?: () => void;
}) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 4_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
      onCopied?.();
    } catch {
      setSaid("Select and copy it by hand");
    }
  };
  return (
    <span className="copy">
      <Button size="s" kind={kind} icon={said === "Copied" ? "check" : "copy"} onClick={copy}>
        {label}
      </Button>
      <span role="status" className={said === "Copied" || said === null ? "sr" : ""}>
        {said}
      </span>
    </span>
  );
}
