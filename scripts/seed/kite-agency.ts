import type { Company } from "./company.ts";

/** An agency that works for Alder & Finch, in an account of its own; Noor van Dijk is in both. */
export const kiteAgency: Company = {
  account: "Kite Agency",
  slug: "kite-agency",
  workspace: "Kite Agency",
  timeZone: "Europe/Amsterdam",
  founded: 200,
  domain: "kite.example",
  accountAdministrators: [{ name: "Wanjiru Kamau", email: "admin@kite.example", since: 200 }],
  founder: "Wanjiru Kamau",
  people: [
    { name: "Wanjiru Kamau", email: "admin@kite.example", joined: 200, seen: 120 },
    {
      name: "Noor van Dijk",
      email: "noor.vandijk@kite.example",
      joined: 190,
      seen: 300,
      roles: ["Editor"],
      groups: ["Design"],
    },
    { name: "Eoin Gallagher", joined: 180, seen: 1_500, roles: ["Editor"], groups: ["Design"] },
    { name: "Xiomara Vega", joined: 120, seen: 400, roles: ["Power User"] },
    {
      name: "Tuan Pham",
      joined: 21,
      seen: 5_000,
      roles: ["Viewer"],
      groups: ["Design"],
      by: "Wanjiru Kamau",
    },
    { name: "Ilse Baert", joined: 160, seen: 60 * 24 * 40, roles: ["Viewer"], away: { since: 30 } },
  ],
  groups: [{ name: "Design", description: "Designs pages and mails for customers.", created: 195 }],
  roles: [],
  places: [
    { name: "Spring pages", kind: "campaign", created: 80 },
    { name: "Client dashboards", kind: "data-product", created: 100 },
  ],
  assignments: [
    { to: "Design", role: "Contributor", on: "Spring pages", since: 79, by: "Wanjiru Kamau" },
    {
      to: "Xiomara Vega",
      role: "Owner",
      on: "Client dashboards",
      since: 99,
      by: "Wanjiru Kamau",
      source: "creation",
    },
    { to: "Xiomara Vega", role: "Steward", on: "Client dashboards", since: 99, by: "Wanjiru Kamau" },
  ],
  moves: [],
  invited: [{ email: "maxime.leroy@kite.example", by: "Wanjiru Kamau", minutesAgo: 200, roles: ["Viewer"] }],
  refused: [],
  browsers: [],
};
