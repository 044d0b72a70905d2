import type { ReactNode } from "react";

/** A page that ends here: not open to you, nothing here, something failed. Inside or outside a shell. */
export function StopPage({
  title,
  lead,
  actions,
  footnote,
  children,
}: {
  title: string;
  lead: ReactNode;
  actions?: ReactNode;
  footnote?: ReactNode;
  /** A ThreadThatStops, or a Note. */
  children?: ReactNode;
}) {
  return (
    <div className="stop">
      <div>
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        {children}
        {actions && <div className="acts">{actions}</div>}
        {footnote && <p className="small">{footnote}</p>}
      </div>
    </div>
  );
}
