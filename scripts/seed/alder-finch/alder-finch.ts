import type { Company } from "../company.ts";
import { assignments, moves } from "./assignments.ts";
import { groups, people } from "./people.ts";
import { places } from "./places.ts";
import { roles } from "./roles.ts";

const hour = 60;
const day = 24 * hour;

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";

/** A retailer's marketing workspace. */
export const alderFinch: Company = {
  account: "Alder & Finch",
  slug: "alder-finch",
  workspace: "Alder & Finch",
  timeZone: "Europe/Berlin",
  founded: 806,
  domain: "alderfinch.example",
  accountAdministrators: [
    { name: "Ola Nyström", email: "owner@alderfinch.example", since: 806 },
    { name: "Marc Weber", email: "marc.weber@alderfinch.example", since: 41 },
  ],
  founder: "Ines Carvalho",
  people,
  groups,
  roles,
  places,
  assignments,
  moves,
  invited: [
    {
      email: "greta.hofmann@alderfinch.example",
      by: "Ines Carvalho",
      minutesAgo: 20,
      roles: ["Marketing Analyst"],
      groups: ["Marketing Team DACH"],
    },
    {
      email: "sofia.lindqvist@kite-agency.example",
      by: "Eva Lind",
      minutesAgo: 20 * hour,
      roles: ["Viewer"],
      endsIn: 90,
    },
    {
      email: "emil.frank@alderfinch.example",
      by: "Samir Aziz",
      minutesAgo: 3 * hour,
      roles: ["Contributor"],
      on: "Q2 Campaign",
    },
    {
      email: "o.brandt@alderfinch.example",
      by: "Ines Carvalho",
      minutesAgo: 2 * day,
      roles: ["Campaign Manager"],
    },
    {
      email: "anna.moser@alderfinch.example",
      by: "Eva Lind",
      minutesAgo: 9 * day,
      roles: ["Viewer"],
      groups: ["Brand"],
    },
    {
      email: "b.keller@alderfinch.example",
      by: "Samir Aziz",
      minutesAgo: 6 * day,
      roles: ["Editor"],
      removedMinutesAgo: 6 * day - 90,
    },
  ],
  refused: [
    { who: "Pavel Novák", action: "invitations.invite", daysAgo: 16 },
    { who: "Lukas Steiner", action: "members.make-role", daysAgo: 4 },
  ],
  keys: [
    { name: "Web shop", by: "Ines Carvalho", created: 212, days: 365, usedMinutesAgo: 2 },
    { name: "Campaign studio", by: "Samir Aziz", created: 81, days: 90, usedMinutesAgo: 47 },
    { name: "Warehouse export", by: "Ines Carvalho", created: 390, usedMinutesAgo: 3 * day },
    { name: "Gateway trial", by: "Eva Lind", created: 51, days: 30, usedMinutesAgo: 24 * day },
    {
      name: "Old newsletter tool",
      by: "Ines Carvalho",
      created: 300,
      usedMinutesAgo: 35 * day,
      revoked: { at: 33, by: "Ines Carvalho" },
    },
  ],
  browsers: [
    { who: "Jonas Ekström", userAgent: firefox, minutesAgo: 12 },
    { who: "Jonas Ekström", userAgent: iphone, minutesAgo: 9 * hour },
    { who: "Dana Weiss", userAgent: chrome, minutesAgo: 38 },
    { who: "Tomasz Zieliński", userAgent: firefox, minutesAgo: hour },
    { who: "Priya Raman", userAgent: chrome, minutesAgo: 2 * hour },
  ],
};
