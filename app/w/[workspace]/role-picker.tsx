import { AccessProfile } from "@/components/access-profile";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import type { RoleChoice } from "@/lib/roles/choices";

/** One role of those that can be given on the workspace, each with its profile. */
export function RolePicker({
  roles,
  value,
  onChange,
}: {
  roles: readonly RoleChoice[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <fieldset className="role-choice">
      <legend className="lab">Role</legend>
      <div className="choices">
        {roles.map(({ id, name, description, profile, isFullAdmin }) => (
          <ChoiceRow
            key={id}
            control={<Radio name="role" value={id} checked={id === value} onChange={() => onChange(id)} />}
            mark={<AccessProfile levels={profile} />}
            title={isFullAdmin ? `${name} (Full Admin)` : name}
            detail={description}
          />
        ))}
      </div>
    </fieldset>
  );
}
