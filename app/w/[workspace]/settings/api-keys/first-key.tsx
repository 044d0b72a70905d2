import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { CurlExample } from "./curl-example";

/** What a key is for, as long as there is none. */
export function FirstKey({ endpoint, action }: { endpoint: string; action: ReactNode }) {
  return (
    <>
      <EmptyState icon="link" title="No other system asks yet" action={action}>
        A shop, a warehouse or a gateway can ask Remit before it lets somebody through. It gets yes or no with
        the reason, by the same rules as every page here.
      </EmptyState>
      <CurlExample endpoint={endpoint} secret="$REMIT_KEY" />
    </>
  );
}
