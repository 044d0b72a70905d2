import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";

type Around = {
  label: ReactNode;
  help?: ReactNode;
  /** Says what to type, not that it was wrong. */
  error?: string;
  /** A quiet confirmation under the field, such as "New to this workspace". */
  fine?: string;
};

/** What the control inside has to carry so that label, help and error belong to it. */
export type FieldProps = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label above, help or error below, around any control: `children` gets the attributes to put on it. */
export function FieldFrame({
  label,
  help,
  error,
  fine,
  id,
  children,
}: Around & { id?: string; children: (field: FieldProps) => ReactNode }) {
  const own = useId();
  const field = id ?? own;
  const below = error || fine || help ? `${field}-below` : undefined;
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      {children({ id: field, "aria-describedby": below, "aria-invalid": error ? true : undefined })}
      {error ? (
        <span className="err" id={below} role="alert">
          <Icon name="warning" />
          {error}
        </span>
      ) : fine ? (
        <span className="fine" id={below}>
          <Icon name="check" />
          {fine}
        </span>
      ) : help ? (
        <span className="help" id={below}>
          {help}
        </span>
      ) : null}
    </div>
  );
}

export function Field({ label, help, error, fine, className, ...input }: Around & ComponentProps<"input">) {
  return (
    <FieldFrame label={label} help={help} error={error} fine={fine} id={input.id}>
      {(field) => <input {...input} {...field} className={classes("in", className)} />}
    </FieldFrame>
  );
}

export function TextArea({
  label,
  help,
  error,
  fine,
  className,
  ...area
}: Around & ComponentProps<"textarea">) {
  return (
    <FieldFrame label={label} help={help} error={error} fine={fine} id={area.id}>
      {(field) => <textarea rows={3} {...area} {...field} className={classes("in", className)} />}
    </FieldFrame>
  );
}

/** A value that is given and cannot be changed here. */
export function LockedValue({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="lab">{label}</span>
      <span className="in locked">
        <span className="cut">{children}</span>
        <Icon name="lock" />
      </span>
    </div>
  );
}
