import { Field } from "@/components/ui/field";

/** The last day of a grant and the day of its next review, as date fields have them; empty for none. */
type Validity = { endsOn: string; reviewOn: string };

export const noValidity: Validity = { endsOn: "", reviewOn: "" };

export function ValidityFields({
  value,
  errors,
  onChange,
}: {
  value: Validity;
  errors: Record<string, string> | undefined;
  onChange: (value: Validity) => void;
}) {
  return (
    <div className="pair">
      <Field
        label="Access ends"
        type="date"
        help="Leave empty for no end date."
        error={errors?.endsOn}
        value={value.endsOn}
        onChange={(event) => onChange({ ...value, endsOn: event.target.value })}
      />
      <Field
        label="Review by"
        type="date"
        help="A day to look at it again. You get a mail then."
        error={errors?.reviewOn}
        value={value.reviewOn}
        onChange={(event) => onChange({ ...value, reviewOn: event.target.value })}
      />
    </div>
  );
}

/** The fields of a form, those that are empty left out. */
export function sentValidity({ endsOn, reviewOn }: Validity): Partial<Validity> {
  return { ...(endsOn ? { endsOn } : {}), ...(reviewOn ? { reviewOn } : {}) };
}

/** A role that takes the place of others keeps their end, unless a day is given or the end is dropped. */
export function sentEnd(endsOn: string, dropsEnd: boolean): { endsOn?: string | null } {
  if (endsOn) return { endsOn };
  return dropsEnd ? { endsOn: null } : {};
}
