import { Switch } from "@/components/ui/choice";
import { Field, LockedValue } from "@/components/ui/field";
import { type ApplicationId, applications, features } from "@/lib/access/catalogue";
import type { RoleDraft } from "./draft";

/** What the role is called, and which applications it opens. */
export function IdentityFields({
  draft,
  errors,
  onChange,
}: {
  draft: RoleDraft;
  errors: Record<string, string>;
  onChange: (draft: RoleDraft) => void;
}) {
  const flip = (id: ApplicationId, open: boolean) =>
    onChange({
      ...draft,
      applications: applications
        .map((one) => one.id)
        .filter((one) => (one === id ? open : draft.applications.includes(one))),
    });
  return (
    <>
      <div className="identity">
        <Field
          label="Name"
          maxLength={60}
          autoComplete="off"
          error={errors.name}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
        <Field
          label="Description"
          maxLength={200}
          autoComplete="off"
          error={errors.description}
          value={draft.description}
          onChange={(event) => onChange({ ...draft, description: event.target.value })}
        />
        <LockedValue label="Type">User defined</LockedValue>
      </div>
      <fieldset className="applications">
        <legend className="sr">Applications</legend>
        {applications.map(({ id, name }) => {
          const open = draft.applications.includes(id);
          return (
            <label key={id} htmlFor={`open-${id}`}>
              <span className="grow">
                <b className="mid">{name}</b>
                <small id={`about-${id}`}>
                  {open ? featuresOf(id) : "Off: its features stay hidden, whatever their level"}
                </small>
              </span>
              <Switch
                id={`open-${id}`}
                aria-label={name}
                aria-describedby={`about-${id}`}
                checked={open}
                onChange={(event) => flip(id, event.target.checked)}
              />
            </label>
          );
        })}
      </fieldset>
    </>
  );
}

function featuresOf(id: ApplicationId): string {
  const its = features.filter((feature) => (feature.applications as readonly string[]).includes(id));
  return its.map(({ name }) => name).join(", ");
}
