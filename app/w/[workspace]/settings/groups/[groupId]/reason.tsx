import { TextArea } from "@/components/ui/field";

/** Why a change is made, for the audit log. */
export function Reason({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <TextArea
      label="Reason"
      help="Optional. Kept in the audit log."
      rows={2}
      maxLength={500}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The field of a form, left out when nothing was typed. */
export function given(reason: string): { reason: string } | Record<never, never> {
  return reason.trim() ? { reason } : {};
}
