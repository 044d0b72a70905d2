/** Who one can sign in as in the demo, and what they are there. */
export const signIns: { email: string; what: string }[] = [
  { email: "admin@alderfinch.example", what: "Ines Carvalho, Admin of the workspace Alder & Finch" },
  { email: "owner@alderfinch.example", what: "Ola Nyström, account administrator without a membership" },
  { email: "steward@alderfinch.example", what: "Jonas Ekström, Steward and Owner of data products" },
  { email: "member@alderfinch.example", what: "Hanna Bauer, two roles (one ends soon) and a group" },
  { email: "admin@kite.example", what: "Wanjiru Kamau, Admin of the workspace Kite Agency" },
];
