"use client";

import { Field } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import type { AddressState } from "@/lib/invitations/address";
import { InvitationAddress } from "@/lib/invitations/input";
import { useAnswer } from "../../../use-answer";

/** Milliseconds for what is typed to settle. */
const pause = 300;

/** The address, with what it is to the workspace as it is typed. */
export function AddressField({
  workspace,
  value,
  error,
  onChange,
}: {
  workspace: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const address = useAddress(workspace, value);
  const { fine, problem, link } = address ? inWords(address, `/w/${workspace}/settings/members`) : {};
  return (
    <div>
      <Field
        label="E-mail"
        type="email"
        name="email"
        autoComplete="off"
        maxLength={254}
        value={value}
        fine={fine}
        error={error ?? problem}
        onChange={(event) => onChange(event.target.value)}
      />
      {link && (
        <Link className="link small" href={link.href}>
          {link.label}
        </Link>
      )}
    </div>
  );
}

function inWords(
  address: AddressState,
  members: string,
): { fine?: string; problem?: string; link?: { href: string; label: string } } {
  switch (address.state) {
    case "new":
      return { fine: "New to this workspace" };
    case "administrator":
      return { fine: `${address.name} administers the account and reaches this workspace already.` };
    case "expired":
      return { fine: "Their last invitation has expired. This one takes its place." };
    case "invited":
      return {
        problem: "This address is invited already.",
        link: { href: `${members}?tab=pending`, label: "Resend invite under Pending invitations" },
      };
    case "member":
      return {
        problem: `${address.name} is a member already.`,
        link: { href: `${members}/${address.membershipId}`, label: `Open ${address.name}` },
      };
    case "deactivated":
      return {
        problem: `${address.name} is deactivated here.`,
        link: { href: `${members}/${address.membershipId}`, label: `Open ${address.name} and reactivate` },
      };
  }
}

/** What the typed address is to the workspace; null while it is incomplete, unchecked, or could not be checked. */
function useAddress(workspace: string, typed: string): AddressState | null {
  const parsed = InvitationAddress.safeParse({ email: typed });
  const answer = useAnswer(workspace, "invitations.address", parsed.success ? parsed.data : null, pause);
  return answer.state === "ready" ? answer.value : null;
}
