import { TextArea } from "@/components/ui/field";

/** Why a change is made, for the audit log. */
export function Reason({
  value,
  error,
  help = "Optional. Kept in the audit log.",
  onChange,
}: {
  value: string;
  error?: string | undefined;
  help?: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextArea
      label="Reason"
      help={help}
      rows={2}
      maxLength={500}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The field of a form, left out when nothing was typed. */
export function sentReason(reason: string): { reason?: string } {
  return reason.trim() ? { reason } : {};
}
