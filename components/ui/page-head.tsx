import type { ReactNode } from "react";

/** The one h1 of a page, a sentence below it, and the page's actions. */
export function PageHead({ title, lead, actions }: { title: string; lead?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="head">
      <div>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </div>
  );
}

export function SectionHead({
  title,
  note,
  end,
  level = 2,
}: {
  title: string;
  note?: ReactNode;
  end?: ReactNode;
  level?: 2 | 3;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="sech">
      <Heading>{title}</Heading>
      {note !== undefined && <span className="n">{note}</span>}
      {end && <span className="end">{end}</span>}
    </div>
  );
}
