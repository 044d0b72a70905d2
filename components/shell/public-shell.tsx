import type { ReactNode } from "react";
import { BrandMark } from "../brand";

/** Around sign-in and invitation pages. `end`: a short line at the right of the head. */
export function PublicShell({ end, children }: { end?: ReactNode; children: ReactNode }) {
  return (
    <div className="public">
      <header>
        <BrandMark size={28} />
        <span>Remit</span>
        {end && <span className="end">{end}</span>}
      </header>
      <main id="main">{children}</main>
      <footer>Remit shows who may do what, and who answers for it.</footer>
    </div>
  );
}

/**
 * The card of a public page: what to do on the left, what it means on the right.
 * @param props.aside the right part, with its name for screen readers
 */
export function Sheet({
  title,
  lead,
  above,
  aside,
  wide = false,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** Above the title: a chain of who invites, or a status mark. */
  above?: ReactNode;
  aside?: { label: string; content: ReactNode };
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={aside ? (wide ? "sheet wide" : "sheet") : "sheet single"}>
      <section className="pl">
        {above}
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
        {children}
      </section>
      {aside && (
        <section className="pr" aria-label={aside.label}>
          {aside.content}
        </section>
      )}
    </div>
  );
}
