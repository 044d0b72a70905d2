import { explainAddress } from "@/app/w/[workspace]/explain-address";
import { Avatar } from "@/components/avatar";
import { RoleChip } from "@/components/role-chip";
import { StatusMark } from "@/components/status-mark";
import { Icon, type IconName } from "@/components/ui/icon";
import type { FoundPerson, SearchResults } from "@/lib/search/queries";
import { ChangeEffect, type Glance } from "./change-effect";
import type { Choice, Subject } from "./choice";

/** The line of a person. Tab narrows to them where there is more to do than to open their page. */
export function personChoice(base: string, subject: Subject): Choice {
  const { membershipId, name, email, active, isYou, role } = subject.person;
  const narrows = subject.mayManage || isYou;
  return {
    id: `person-${membershipId}`,
    href: `${base}/settings/members/${membershipId}`,
    text: isYou ? `${name} (you)` : name,
    note: email,
    mark: <Avatar name={name} />,
    end: (
      <>
        {active ? (
          role && <RoleChip name={role.name} levels={role.profile} />
        ) : (
          <StatusMark status="deactivated" />
        )}
        {narrows && <span className="sr">, Tab narrows to this person</span>}
      </>
    ),
    recent: "person",
    ...(narrows && { narrows: subject }),
  };
}

/** Everything that can be done with a person: the palette when it is narrowed to them. */
export function choicesFor(workspace: string, subject: Subject): Choice[] {
  const { membershipId } = subject.person;
  return [
    {
      id: `open-${membershipId}`,
      href: `/w/${workspace}/settings/members/${membershipId}`,
      text: subject.person.isYou ? "Open your page" : "Open their page",
      mark: <Icon name="person" />,
    },
    ...offersFor(workspace, subject),
  ];
}

/** What may be changed about a person, and the explanation of their access. */
export function offersFor(workspace: string, { person, mayManage, makes }: Subject): Choice[] {
  return [
    ...(mayManage && !person.isYou ? changesOf(workspace, person, makes) : []),
    {
      id: `explain-${person.membershipId}`,
      href: explainAddress(workspace, person.isYou ? {} : { person: person.membershipId }),
      text: "Explain access",
      mark: <Icon name="why" />,
      effect: person.isYou ? "Says what you may do, where, and why" : "Says what they may do, where, and why",
    },
  ];
}

const asks = "Asks before it acts, and shows who gains and who loses";

function changesOf(
  workspace: string,
  { membershipId, active }: FoundPerson,
  makes: SearchResults["makes"],
): Choice[] {
  const page = `/w/${workspace}/settings/members/${membershipId}`;
  const line = (
    id: string,
    text: string,
    icon: IconName,
    asked: string,
    effect: Choice["effect"],
  ): Choice => ({
    id: `do-${id}-${membershipId}`,
    href: `${page}?do=${asked}`,
    text,
    mark: <Icon name={icon} />,
    effect,
  });
  const shown = (question: Glance, told: string) => (
    <ChangeEffect workspace={workspace} question={question} told={told} />
  );
  if (!active)
    return [
      line(
        "reactivate",
        "Reactivate…",
        "check",
        "reactivate",
        shown(
          { name: "members.reactivate.glance", input: { membershipId } },
          "gives back what has not expired; asks before it acts",
        ),
      ),
    ];
  return [
    ...makes.map(({ id, name }) =>
      line(
        `make-${id}`,
        `Make ${name}…`,
        "levels",
        `make&with=${id}`,
        shown(
          { name: "members.make-role.glance", input: { membershipId, roleId: id } },
          "asks before it acts",
        ),
      ),
    ),
    line("make", "Change roles…", "levels", "make", asks),
    line("add", "Add role…", "plus", "add", asks),
    line(
      "deactivate",
      "Deactivate…",
      "pause",
      "deactivate",
      shown({ name: "members.deactivate.glance", input: { membershipId } }, "at once; asks before it acts"),
    ),
  ];
}
