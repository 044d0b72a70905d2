"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/**
 * Opens what an address asks for with `?do=` and `&with=`, and takes both out of the address, so that going back does
 * not open it again.
 * @param opens opens what is wanted; false for what is not known here
 */
export function useOpened(opens: (wanted: string, given: string | null) => boolean): void {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const latest = useRef(opens);
  useEffect(() => {
    latest.current = opens;
  });
  useEffect(() => {
    const wanted = params.get("do");
    if (!wanted || !latest.current(wanted, params.get("with"))) return;
    const rest = new URLSearchParams(params);
    rest.delete("do");
    rest.delete("with");
    router.replace(rest.size > 0 ? `${path}?${rest}` : path, { scroll: false });
  }, [params, path, router]);
}

/** Whether a dialog is open, which an address with this `?do=` opens, too; and what opens and closes it. */
export function useOpenedDialog(by: string): [open: boolean, setOpen: (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useOpened((wanted) => {
    if (wanted === by) setOpen(true);
    return wanted === by;
  });
  return [open, setOpen];
}
