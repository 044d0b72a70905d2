import { Icon } from "@/components/ui/icon";
import type { RoleWords } from "@/lib/roles/words";

/** What a role holds beside its levels, group by group; what came along says with what. */
export function FinePermissions({ words }: { words: RoleWords }) {
  const held = words.groups.filter((group) => group.held.length > 0);
  const none = words.groups.filter((group) => group.held.length === 0).map(({ name }) => name);
  return (
    <>
      <div className="permission-groups">
        {held.map((group) => (
          <section key={group.id}>
            <h3>
              {group.name}
              <span className="n">
                {group.held.length} of {group.size}
              </span>
            </h3>
            <ul>
              {group.held.map(({ id, label, cameWith }) => (
                <li key={id} className={cameWith ? "came-along" : undefined}>
                  <Icon name="check" />
                  <span>
                    {label}
                    {cameWith && <small>with {cameWith}</small>}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {none.length > 0 && <p className="muted none-of">Nothing of {none.join(", ")}.</p>}
    </>
  );
}
