"use client";

import { Avatar } from "@/components/avatar";
import { FieldFrame } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { GroupChoice } from "@/lib/invitations/choices";

/** Groups to join, one after the other; each can be taken out again. */
export function GroupPicker({
  groups,
  chosen,
  error,
  onChange,
}: {
  groups: readonly GroupChoice[];
  chosen: readonly string[];
  error: string | undefined;
  onChange: (ids: string[]) => void;
}) {
  if (groups.length === 0) return null;
  const left = groups.filter(({ id }) => !chosen.includes(id));
  return (
    <div>
      <FieldFrame label="Groups" error={error}>
        {(field) => (
          <Select
            {...field}
            value=""
            disabled={left.length === 0}
            onChange={(event) => onChange([...chosen, event.target.value])}
          >
            <option value="">{left.length === 0 ? "In every group" : "Add a group"}</option>
            {left.map(({ id, name, beyond }) => (
              <option key={id} value={id} disabled={beyond !== null}>
                {beyond === null ? name : `${name} (more than you hold yourself)`}
              </option>
            ))}
          </Select>
        )}
      </FieldFrame>
      {chosen.length > 0 && (
        <ul className="chosen-groups">
          {groups
            .filter(({ id }) => chosen.includes(id))
            .map(({ id, name }) => (
              <li key={id}>
                <Avatar name={name} kind="group" />
                <span className="cut">{name}</span>
                <IconButton
                  icon="close"
                  label={`Take out ${name}`}
                  onClick={() => onChange(chosen.filter((one) => one !== id))}
                />
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
