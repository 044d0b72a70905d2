"use client";

import { useEffect, useState } from "react";
import type { AddressState } from "@/lib/invitations/address";
import { InvitationAddress } from "@/lib/invitations/input";

const pause = 300;

/** What the typed address is to the workspace; null while it is incomplete, unchecked, or could not be checked. */
export function useAddress(workspace: string, typed: string): AddressState | null {
  const [known, setKnown] = useState<{ email: string; state: AddressState } | null>(null);
  const parsed = InvitationAddress.safeParse({ email: typed });
  const email = parsed.success ? parsed.data.email : null;
  useEffect(() => {
    if (!email) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const question = encodeURIComponent(JSON.stringify({ email }));
      fetch(`/api/w/${encodeURIComponent(workspace)}/invitations/address?input=${question}`, {
        signal: stop.signal,
      })
        .then(async (response) => response.ok && setKnown({ email, state: await response.json() }))
        .catch(() => undefined);
    }, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, email]);
  return known && known.email === email ? known.state : null;
}
