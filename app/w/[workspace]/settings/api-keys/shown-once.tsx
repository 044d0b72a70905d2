import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Note } from "@/components/ui/note";
import type { NewKey } from "@/lib/keys/commands";
import { CopyButton } from "./copy-button";
import { CurlExample } from "./curl-example";

/** The secret of a new key: Remit keeps its hash alone, so it cannot be shown again. */
export function ShownOnce({
  workspace,
  made: { secret, event },
  endpoint,
  warned,
  onCopied,
  onDone,
}: {
  workspace: string;
  made: NewKey;
  endpoint: string;
  /** It was to be closed before the secret was copied: it is said once more, and closes the next time. */
  warned: boolean;
  onCopied: () => void;
  onDone: () => void;
}) {
  return (
    <>
      <div className="body">
        {secret === null ? (
          <Note kind="warn" announce>
            The key was made, and its secret was shown already. If nobody kept it, revoke this key and create
            another.
          </Note>
        ) : (
          <>
            <Note kind="ok" announce>
              The key works from now on. Copy its secret now: it is not shown again.
            </Note>
            <div className="secret">
              <code onCopy={onCopied}>{secret}</code>
              <CopyButton text={secret} label="Copy the secret" kind="primary" onCopied={onCopied} />
            </div>
            {warned && (
              <Note kind="warn" announce>
                The secret is not copied yet, and this is the only time it is shown. Copy it, or close once
                more to go without it.
              </Note>
            )}
            <CurlExample endpoint={endpoint} secret="$REMIT_KEY" />
          </>
        )}
      </div>
      <DialogFooter
        cancel={null}
        consequence={
          <Link className="link" href={`/w/${workspace}/settings/audit?event=${event}`}>
            See it in the audit log
          </Link>
        }
      >
        <Button onClick={onDone}>Done</Button>
      </DialogFooter>
    </>
  );
}
