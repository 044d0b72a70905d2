import type { NavSection } from "@/components/shell/navigation";
import type { Shell } from "@/lib/home/queries";

/** The pages that are open to the person, each with the letter that leads there after G. */
export function navigation(base: string, may: Shell["may"]): NavSection[] {
  const section = (title: string, items: (NavSection["items"][number] | false)[]) => {
    const open = items.filter((item) => item !== false);
    return open.length > 0 ? [{ title, items: open }] : [];
  };
  return [
    {
      items: [
        { href: base, label: "Home", letter: "h", icon: "key", exact: true },
        ...(may.viewObjects
          ? [{ href: `${base}/objects`, label: "Objects", letter: "o", icon: "tree" } as const]
          : []),
      ],
    },
    ...section("Identity and access", [
      may.viewMembers && { href: `${base}/settings/members`, label: "Members", letter: "m", icon: "person" },
      may.viewMembers && { href: `${base}/settings/groups`, label: "Groups", letter: "g", icon: "groups" },
      may.viewMembers && {
        href: `${base}/settings/roles`,
        label: "Roles and permissions",
        letter: "r",
        short: "Roles",
        icon: "levels",
      },
      may.manageKeys && {
        href: `${base}/settings/api-keys`,
        label: "API keys",
        letter: "k",
        short: "Keys",
        icon: "link",
      },
    ]),
    ...section("Settings", [
      may.viewAudit && {
        href: `${base}/settings/audit`,
        label: "Audit log",
        letter: "a",
        short: "Audit",
        icon: "log",
      },
    ]),
    ...section("Guide", [
      { href: `${base}/explain`, label: "Explain access", letter: "e", short: "Explain", icon: "why" },
      {
        href: `${base}/roles-guide`,
        label: "What each role can do",
        letter: "w",
        short: "Guide",
        icon: "levels",
      },
    ]),
  ];
}
