import { Avatar } from "@/components/avatar";
import { Link } from "@/components/ui/link";
import { SearchField } from "@/components/ui/search-field";
import { hrefOf } from "@/lib/fields/address";
import type { GroupsPage } from "@/lib/groups/queries";
import { agreeing, counted } from "@/lib/words/counts";
import { CreateGroup } from "./create-group";

/** The groups beside the one that is open, found by name or by who is in them. */
export function GroupList({
  workspace,
  page,
  find,
  current,
}: {
  workspace: string;
  page: GroupsPage;
  find: string;
  current: string;
}) {
  const base = `/w/${workspace}/settings/groups`;
  return (
    <nav className="group-list" aria-label="Groups">
      <header>
        <h2>
          <Link href={base}>Groups</Link>
        </h2>
        {page.mayManage && <CreateGroup workspace={workspace} kind="icon" />}
      </header>
      <SearchField
        label="Find a group or a person"
        placeholder="Find a group or a person"
        param="find"
        resets={[]}
      />
      <ul>
        {page.rows.map(({ id, name, people, roles, places }) => (
          <li key={id}>
            <Link href={hrefOf(`${base}/${id}`, { find })} aria-current={id === current ? "true" : undefined}>
              <Avatar name={name} kind="group" size="m" />
              <span className="grow">
                <b className="cut">{name}</b>
                <small className="cut">
                  {counted(people, "person", "people")}
                  {roles[0] && `, ${roles[0].name}`}
                </small>
              </span>
              {places > 0 && (
                <span className="small faint" title={`On ${counted(places, "place")}`}>
                  {places}
                  <span className="sr"> {agreeing(places, "place", "places")}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {page.rows.length === 0 && <p className="muted">No group fits.</p>}
      {page.next && (
        <Link className="all" href={hrefOf(base, { q: find })}>
          More groups
        </Link>
      )}
    </nav>
  );
}
