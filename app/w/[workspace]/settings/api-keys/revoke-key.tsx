"use client";

import { ChangeDialog } from "../../change-dialog";
import { revokeKeyAction } from "./actions";

/** Ends a key for good, after saying what stops. */
export function RevokeKey({
  workspace,
  keyId,
  name,
  onClose,
}: {
  workspace: string;
  keyId: string;
  name: string;
  onClose: () => void;
}) {
  return (
    <ChangeDialog
      workspace={workspace}
      title={`Revoke ${name}`}
      verb="Revoke key"
      danger
      consequence="A revoked key never works again."
      effect={
        <p>
          From its next request on, whoever asks with this key is refused. Nobody&rsquo;s access in Remit
          changes, but a system that relies on the answers may let nobody in.
        </p>
      }
      reasonHelp={null}
      act={revokeKeyAction}
      input={{ keyId }}
      told={() => `${name} is revoked. It opens nothing any more.`}
      onClose={onClose}
    />
  );
}
