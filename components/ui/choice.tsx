import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";

type Input = Omit<ComponentProps<"input">, "type">;

/** A bare box; give it `aria-label` ("Select Dana Weiss") or put it into a label. */
export function Checkbox({ className, ...input }: Input) {
  return <input {...input} type="checkbox" className={classes("cb", className)} />;
}

export function Radio({ className, ...input }: Input) {
  return <input {...input} type="radio" className={classes("rd", className)} />;
}

export function Switch({ className, ...input }: Input) {
  // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own state
  return <input {...input} type="checkbox" role="switch" className={classes("sw", className)} />;
}

/** One of few, side by side. The choice is a radio group, so arrows move it. */
export function Segments({
  legend,
  name,
  options,
  value,
  onChange,
}: {
  legend: string;
  name: string;
  options: readonly { value: string; label: string; disabled?: boolean }[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <fieldset className="segs">
      <legend className="sr">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** One row of a `.choices` list: the control, a mark (often an access profile), a name and what it brings. */
export function ChoiceRow({
  control,
  mark,
  title,
  detail,
}: {
  control: ReactNode;
  mark?: ReactNode;
  title: string;
  detail?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is a prop and stands inside the label
    <label>
      {control}
      {mark}
      <span className="grow">
        <b>{title}</b>
        {detail && <small>{detail}</small>}
      </span>
    </label>
  );
}
