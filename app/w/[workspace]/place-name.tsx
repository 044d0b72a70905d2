import { Link } from "@/components/ui/link";

/** Where a role is held; with the way to the team there for whoever may see it. */
export function PlaceName({
  workspace,
  resource,
  open,
}: {
  workspace: string;
  resource: { id: string; name: string };
  open: boolean;
}) {
  if (!open) return <b>{resource.name}</b>;
  return (
    <Link className="link" href={`/w/${workspace}/objects/${resource.id}/team`}>
      {resource.name}
    </Link>
  );
}
