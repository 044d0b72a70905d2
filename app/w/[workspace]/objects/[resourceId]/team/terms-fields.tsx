"use client";

import { beyondThem } from "@/app/w/[workspace]/locked";
import { Reason } from "@/app/w/[workspace]/reason";
import { WhyNot, WhyNotAny } from "@/app/w/[workspace]/why-not";
import { ObjectRights } from "@/components/object-rights";
import { Field, FieldFrame } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { labelOf } from "@/lib/access/catalogue";
import { closedAbove } from "@/lib/access/object-rights";
import type { Refused } from "@/lib/doorway/outcome";
import type { TeamChoices } from "@/lib/teams/choices";
import type { TeamRef } from "./terms";
import { rightsOfTerms, roleOf, type Terms } from "./terms";

/** Role, object rights, end, review date and reason of a place on a team. */
export function TermsFields({
  team,
  choices,
  terms,
  onChange,
  refused,
  rightsLegend,
  roleLocked = false,
}: {
  team: TeamRef;
  choices: TeamChoices;
  terms: Terms;
  onChange: (terms: Terms) => void;
  refused: Refused | null;
  rightsLegend: string;
  /** Whoever may change rights and end only sees the role, and cannot choose another. */
  roleLocked?: boolean;
}) {
  const role = roleOf(choices, terms);
  const errors = refused?.fields ?? {};
  const resourceId = team.object.id;
  const closedRoles = choices.roles.flatMap(({ name, missing }) =>
    beyondThem("give", missing, { resourceId, label: name }),
  );
  return (
    <>
      <FieldFrame
        label="Role"
        help={
          roleLocked ? (
            <>
              Who manages this team can change the role.{" "}
              <WhyNot permission="group-access:manage" resourceId={resourceId} />
            </>
          ) : closedRoles.length > 0 ? (
            <>
              {role?.description}{" "}
              <WhyNotAny locked={closedRoles} about="give every role here">
                Why not every role?
              </WhyNotAny>
            </>
          ) : (
            role?.description
          )
        }
        error={errors.roleId}
      >
        {(field) => (
          <Select
            {...field}
            className="w"
            value={terms.roleId}
            disabled={roleLocked}
            onChange={(event) => onChange({ ...terms, roleId: event.target.value, touched: {} })}
          >
            {!role && <option value="">Choose a role</option>}
            {choices.roles.map(({ id, name, closed }) => (
              <option key={id} value={id} disabled={closed !== null}>
                {closed === null ? name : `${name}: more than you hold here`}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      {role && (
        <ObjectRights
          legend={rightsLegend}
          role={role}
          value={rightsOfTerms(role, terms, choices.ceiling)}
          ceiling={choices.ceiling}
          whyNot={
            <WhyNotAny
              locked={closedAbove(choices.ceiling).flatMap(({ name, permission }) =>
                beyondThem("give", [permission], { resourceId, label: `${name}: ${labelOf(permission)}` }),
              )}
              about="give every right here"
            />
          }
          onChange={(right, level) => onChange({ ...terms, touched: { ...terms.touched, [right]: level } })}
        />
      )}
      <EndFields team={team} choices={choices} terms={terms} onChange={onChange} errors={errors} />
      <Field
        label="Review by"
        type="date"
        help="Optional: a day to look at it again. Whoever gives it gets a mail then."
        error={errors.reviewOn}
        value={terms.reviewOn}
        onChange={(event) => onChange({ ...terms, reviewOn: event.target.value })}
      />
      <Reason
        value={terms.reason}
        error={errors.reason}
        onChange={(reason) => onChange({ ...terms, reason })}
      />
    </>
  );
}

function EndFields({
  team,
  choices: { completion },
  terms,
  onChange,
  errors,
}: {
  team: TeamRef;
  choices: TeamChoices;
  terms: Terms;
  onChange: (terms: Terms) => void;
  errors: Record<string, string>;
}) {
  const options: { kind: Terms["ends"]; label: string }[] = [
    { kind: "never", label: "No end date" },
    ...(completion
      ? [
          {
            kind: "completion" as const,
            label:
              completion.id === team.object.id
                ? "When this project is completed"
                : `When ${completion.name} is completed`,
          },
        ]
      : []),
    { kind: "on", label: "On a date" },
  ];
  return (
    <fieldset className="ends-choice">
      <legend className="lab">Ends</legend>
      <div>
        {options.map(({ kind, label }) => (
          <label key={kind}>
            <input
              type="radio"
              className="rd"
              name="ends"
              checked={terms.ends === kind}
              onChange={() => onChange({ ...terms, ends: kind })}
            />
            {label}
          </label>
        ))}
      </div>
      {terms.ends === "on" && (
        <Field
          label="Last day"
          type="date"
          required
          error={errors.endsOn ?? errors["ends.day"] ?? errors.ends}
          value={terms.day}
          onChange={(event) => onChange({ ...terms, day: event.target.value })}
        />
      )}
      {terms.ends !== "on" && errors.ends && (
        <p className="err" role="alert">
          {errors.ends}
        </p>
      )}
    </fieldset>
  );
}
