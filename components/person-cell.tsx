import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Avatar } from "./avatar";
import { Tag } from "./ui/tag";

/** Who, in a row: avatar, name and a second line, often the e-mail. `tag`: "You", "Account administrator". */
export function PersonCell({
  name,
  second,
  href,
  tag,
  kind = "person",
}: {
  name: string;
  second?: ReactNode;
  href?: string | undefined;
  tag?: string | undefined;
  kind?: "person" | "group" | "pending" | "system";
}) {
  const inside = (
    <>
      <Avatar name={name} kind={kind} size="m" />
      <span>
        <span className="row">
          <b className="cut">{name}</b>
          {tag && <Tag>{tag}</Tag>}
        </span>
        {second && <small className="cut">{second}</small>}
      </span>
    </>
  );
  return href ? (
    <Link className="hold" href={href}>
      {inside}
    </Link>
  ) : (
    <span className="hold">{inside}</span>
  );
}
