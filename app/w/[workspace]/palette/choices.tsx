import { explainAddress } from "@/app/w/[workspace]/explain-address";
import { placeIcons } from "@/components/place-icons";
import type { NavSection } from "@/components/shell/navigation";
import { Icon, type IconName } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { SearchResults } from "@/lib/search/queries";
import { type Choice, type ChoiceGroup, fits, type Subject } from "./choice";
import { offersFor, personChoice } from "./person-choices";

/** What somebody may do from anywhere in the workspace. */
export type Actions = {
  inviteUsers: boolean;
  manageRoles: boolean;
  manageUsers: boolean;
  createCampaigns: boolean;
  manageKeys: boolean;
};

/** Pages that are open to the person, by the words of the navigation. */
export function pagesCalled(nav: readonly NavSection[], q: string): ChoiceGroup {
  const pages = nav.flatMap(({ title, items }) =>
    items.map(
      ({ href, label, icon, letter }): Choice => ({
        id: `page-${href}`,
        href,
        text: label,
        mark: <Icon name={icon} />,
        recent: "page",
        ...(title && { note: title }),
        ...(letter && { end: <Kbd>{`G ${letter.toUpperCase()}`}</Kbd> }),
      }),
    ),
  );
  return { title: "Go to", choices: pages.filter((page) => fits(page, q)) };
}

export function actionsCalled(workspace: string, may: Actions, q: string): ChoiceGroup {
  const settings = `/w/${workspace}/settings`;
  const action = (id: string, text: string, icon: IconName, href: string, effect: string): Choice => ({
    id: `do-${id}`,
    text,
    href,
    mark: <Icon name={icon} />,
    effect,
  });
  const all = [
    may.inviteUsers &&
      action(
        "invite",
        "Invite member…",
        "mail",
        `${settings}/members?do=invite`,
        "Opens the invitation; nothing is sent yet",
      ),
    may.manageRoles &&
      action(
        "role",
        "Create role…",
        "levels",
        `${settings}/roles/new`,
        "Opens the editor; nothing is saved yet",
      ),
    may.manageUsers &&
      action(
        "group",
        "Create group…",
        "groups",
        `${settings}/groups?do=create`,
        "Asks for a name; it gives nothing yet",
      ),
    may.createCampaigns &&
      action(
        "campaign",
        "Create campaign…",
        "tree",
        `/w/${workspace}/objects?do=create`,
        "Asks for a name first",
      ),
    may.manageKeys &&
      action(
        "key",
        "Create API key…",
        "link",
        `${settings}/api-keys?do=create`,
        "Asks for a name and an end first",
      ),
    action(
      "explain",
      "Explain access",
      "why",
      explainAddress(workspace, {}),
      "Says who may do what, where, and why",
    ),
  ];
  return { title: "Do", choices: all.filter((one) => one !== false).filter((one) => fits(one, q)) };
}

/** Whoever and whatever was found, and what can be done with the first person. */
export function foundChoices(workspace: string, found: SearchResults): ChoiceGroup[] {
  const { people, groups, roles, places, mayManage, makes } = found;
  const base = `/w/${workspace}`;
  const subjects = people.map((person): Subject => ({ person, mayManage, makes }));
  const [first] = subjects;
  return [
    { title: "People", choices: subjects.map((subject) => personChoice(base, subject)) },
    ...(first && mayManage && !first.person.isYou
      ? [{ title: `Do something with ${first.person.name}`, choices: offersFor(workspace, first) }]
      : []),
    {
      title: "Objects",
      choices: places
        .filter(({ kind }) => kind === "campaign" || kind === "project" || kind === "action")
        .map(({ id, name, kind, above, locked }) => ({
          id: `place-${id}`,
          href: `${base}/objects/${id}`,
          text: name,
          note: [kind, ...above].join(", "),
          mark: <Icon name={locked ? "lock" : placeIcons[kind]} />,
          recent: "place" as const,
        })),
    },
    {
      title: "Roles and groups",
      choices: [
        ...roles.map(({ id, name }) => ({
          id: `role-${id}`,
          href: `${base}/settings/roles/${id}`,
          text: name,
          note: "Role",
          mark: <Icon name="levels" />,
          recent: "page" as const,
        })),
        ...groups.map(({ id, name }) => ({
          id: `group-${id}`,
          href: `${base}/settings/groups/${id}`,
          text: name,
          note: "Group",
          mark: <Icon name="groups" />,
          recent: "page" as const,
        })),
      ],
    },
  ];
}
