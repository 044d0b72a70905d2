"use client";

import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Copies the address of the question; who opens it is shown what they may see. */
export function CopyLink() {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast.success("The link to this question is copied.");
    } catch {
      toast.error("The link could not be copied. Copy the address of the page instead.");
    }
  };
  return (
    <Button icon="copy" onClick={copy}>
      Copy link
    </Button>
  );
}
