import { AccessProfile } from "@/components/access-profile";
import { GuideList } from "@/components/guide-text";
import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import type { GroupChoice, InvitationChoices } from "@/lib/invitations/choices";
import { type Draft, sumOf } from "./draft";

/** What the chosen roles and groups add up to, before anything is sent. */
export function WhatItGives({ draft, choices }: { draft: Draft; choices: InvitationChoices }) {
  const { place, roleIds, groupIds } = draft;
  const groups = choices.groups.filter(({ id }) => groupIds.includes(id));
  const count = (place ? 0 : roleIds.length) + groups.filter(({ profile }) => profile.some(Boolean)).length;
  const sum = sumOf(draft, choices);
  return (
    <aside aria-live="polite" aria-label="What they will be able to do">
      <section>
        <h3>What they will be able to do</h3>
        {count === 0 && !place && <p className="muted">Choose a role, and it is spelled out here.</p>}
        {count > 0 && (
          <>
            <p className="sum">
              <AccessProfile levels={sum} size="l" standalone />
              {count > 1 && <span className="muted">{count} sources together, the highest level wins</span>}
            </p>
            <GuideList levels={sum} />
          </>
        )}
        {place && <Place place={place} choices={choices} />}
      </section>
      {groups.map((group) => group.places.length > 0 && <Through key={group.id} group={group} />)}
      <section className="fine-print">
        <p className="small">
          <Icon name="clock" />
          <span>
            The invitation works for <b>24 hours</b>. Resend starts a new day and ends the old link.
          </span>
        </p>
        <p className="small">
          <Icon name="shield" />
          <span>You can only offer what you hold yourself. It is checked again when they accept.</span>
        </p>
      </section>
    </aside>
  );
}

function Place({ place, choices }: { place: NonNullable<Draft["place"]>; choices: InvitationChoices }) {
  const role = choices.roles.find(({ id }) => id === place.roleId);
  const where = choices.places.find(({ id }) => id === place.resourceId);
  return (
    <p className="muted">
      {role && where
        ? `${role.name} on ${where.name} and everything below it. The rest of the workspace stays closed.`
        : "Only the first place opens. The rest of the workspace stays closed."}
    </p>
  );
}

function Through({ group: { name, places } }: { group: GroupChoice }) {
  return (
    <section>
      <h3>Through {name}</h3>
      <ul className="through">
        {places.map((place) => (
          <li key={`${place.name} ${place.level}`}>
            <span>{place.name}</span>
            <LevelLabel level={place.level} />
          </li>
        ))}
      </ul>
    </section>
  );
}
