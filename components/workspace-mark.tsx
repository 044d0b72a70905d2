/** "Alder & Finch" → "A&F", "Kite Agency" → "KA". */
function workspaceInitials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .map((word) => word.slice(0, 1))
    .join("")
    .slice(0, 3)
    .toUpperCase();
}

export function WorkspaceMark({ name }: { name: string }) {
  return (
    <span className="workspace-mark" aria-hidden="true">
      {workspaceInitials(name)}
    </span>
  );
}
