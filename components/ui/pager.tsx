import { Icon } from "./icon";
import { Link } from "./link";

/** Keyset paging: there is no page number, only what lies before and after. */
export function Pager({ previous, next, shown }: { previous?: string; next?: string; shown?: string }) {
  if (!previous && !next && !shown) return null;
  return (
    <nav className="pager" aria-label="Pages">
      {shown && <span>{shown}</span>}
      {previous && (
        <Link className="btn s" href={previous} rel="prev">
          <Icon name="back" />
          Previous
        </Link>
      )}
      {next && (
        <Link className="btn s" href={next} rel="next">
          Next
          <Icon name="chevron-right" />
        </Link>
      )}
    </nav>
  );
}
