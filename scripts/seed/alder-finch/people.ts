import type { Group, Person } from "../company.ts";

const hour = 60;
const day = 24 * hour;

const dach = ["Marketing Team DACH"];
const fr = ["Marketing Team FR"];
const uk = ["Marketing Team UK"];
const brand = ["Brand"];
const platform = ["Data Platform"];
const analytics = ["Analytics"];
const agency = ["Agency Kite"];

const analyst = ["Marketing Analyst"];
const manager = ["Campaign Manager"];
const viewer = ["Viewer"];

export const groups: Group[] = [
  { name: "Agency Kite", description: "People of the agency, on what they work on.", created: 420 },
  { name: "Analytics", description: "Measures what campaigns bring; reads, changes nothing.", created: 700 },
  { name: "Brand", description: "Answers for the brand's appearance on every channel.", created: 690 },
  { name: "Data Platform", description: "Runs sources, models and data products.", created: 805 },
  {
    name: "Marketing Team DACH",
    description: "Plans and measures campaigns in Austria, Germany and Switzerland.",
    created: 800,
  },
  { name: "Marketing Team FR", description: "Plans and measures campaigns in France.", created: 640 },
  {
    name: "Marketing Team UK",
    description: "Plans and measures campaigns in the United Kingdom.",
    created: 380,
  },
];

/** Everybody who is or was a member of Alder & Finch. All of them are invented. */
export const people: Person[] = [
  { name: "Ines Carvalho", email: "admin@alderfinch.example", joined: 804, seen: 3, groups: platform },
  {
    name: "Jonas Ekström",
    email: "steward@alderfinch.example",
    joined: 560,
    seen: 12,
    roles: analyst,
    groups: [...dach, ...brand],
  },
  { name: "Dana Weiss", joined: 405, seen: 38, roles: analyst, groups: dach },
  { name: "Tomasz Zieliński", joined: 422, seen: hour, groups: platform },
  {
    name: "Mateo Ruiz",
    joined: 310,
    seen: 95 * day,
    roles: viewer,
    groups: agency,
    away: { since: 41, reason: "The contract with the agency ran out" },
  },
  { name: "Priya Raman", joined: 610, seen: 2 * hour, roles: ["Power User"], groups: analytics },
  { name: "Karim Haddad", joined: 560, seen: 26 * hour, roles: ["Brand Team Lead"], groups: brand },
  { name: "Léa Fontaine", joined: 388, seen: 28 * hour, roles: manager, groups: fr },
  { name: "Yuki Tanabe", joined: 351, seen: 3 * day, groups: platform },
  { name: "Amara Okafor", joined: 296, seen: 5 * hour, roles: manager, groups: uk },
  {
    name: "Hanna Bauer",
    email: "member@alderfinch.example",
    joined: 7,
    seen: 44,
    roles: analyst,
    groups: dach,
    by: "Ines Carvalho",
  },
  { name: "Pavel Novák", joined: 125, seen: 7 * hour, roles: analyst, groups: dach },
  { name: "Chiara Primo", joined: 19, seen: 9 * hour, groups: analytics, by: "Eva Lind" },
  { name: "Eva Lind", joined: 790, seen: 6 * hour, roles: ["Admin"] },
  { name: "Samir Aziz", joined: 515, seen: 2 * day, roles: ["Admin"] },
  {
    name: "Anton Prihoda",
    joined: 340,
    seen: 62 * day,
    roles: viewer,
    away: { since: 55, reason: "Works in another company of the group until spring" },
  },
  { name: "Lukas Steiner", joined: 233, seen: 4 * hour, roles: analyst, groups: dach },
  { name: "Miriam Vogt", joined: 48, seen: 11 * hour, roles: viewer, groups: dach, by: "Eva Lind" },
  { name: "Selin Aydın", joined: 201, seen: 31 * hour, roles: analyst, groups: dach },
  { name: "Jana Horáková", joined: 164, seen: 118 * day, roles: viewer, groups: dach },
  { name: "Baptiste Moreau", joined: 366, seen: 5 * day, roles: analyst, groups: fr },
  { name: "Aïcha Diallo", joined: 150, seen: 8 * hour, roles: manager, groups: fr },
  { name: "Théo Marchand", joined: 90, seen: 2 * day, roles: viewer, groups: fr },
  { name: "Camille Roussel", joined: 23, seen: 6 * day, roles: viewer, groups: fr, by: "Samir Aziz" },
  { name: "Noémie Girard", joined: 280, seen: 104 * day, roles: analyst, groups: fr },
  { name: "Rhys Bevan", joined: 260, seen: 27 * hour, roles: analyst, groups: uk },
  { name: "Zainab Hussain", joined: 98, seen: 3 * hour, roles: analyst, groups: uk },
  { name: "Callum Fraser", joined: 377, seen: 9 * day, roles: viewer, groups: uk },
  { name: "Grace Mensah", joined: 12, seen: 20 * hour, roles: viewer, groups: uk, by: "Ines Carvalho" },
  { name: "Mei-Ling Chou", joined: 480, seen: 50 * hour, roles: ["Editor"], groups: brand },
  { name: "Freya Lindholm", joined: 198, seen: 30 * hour, roles: ["Editor"], groups: brand },
  { name: "Diego Salazar", joined: 36, seen: 4 * day, roles: viewer, groups: brand, by: "Eva Lind" },
  { name: "Anders Holm", joined: 444, seen: 5 * hour, groups: platform },
  { name: "Nikhil Deshpande", joined: 272, seen: 25 * hour, groups: platform },
  { name: "Marta Kowalczyk", joined: 189, seen: 90, groups: platform },
  {
    name: "Farid Rahimi",
    joined: 620,
    seen: 2 * hour,
    groups: platform,
    away: { since: 230, back: 58, reason: "Parental leave" },
  },
  { name: "Thandiwe Nkosi", joined: 54, seen: 7 * hour, groups: platform, by: "Ines Carvalho" },
  { name: "Elena Petrova", joined: 330, seen: 131 * day, groups: platform },
  { name: "Stavros Papadakis", joined: 505, seen: 33 * hour, groups: analytics },
  { name: "Linh Tran", joined: 215, seen: 6 * hour, roles: ["Editor"], groups: analytics },
  { name: "Kofi Boateng", joined: 143, seen: 12 * day, groups: analytics },
  { name: "Yara Nasser", joined: 76, seen: 26 * hour, groups: analytics },
  { name: "João Teixeira", joined: 3, seen: 2 * day, groups: analytics, by: "Eva Lind" },
  { name: "Aino Virtanen", joined: 298, seen: 97 * day, groups: analytics },
  { name: "Bence Szabó", joined: 28, seen: null, groups: analytics, by: "Samir Aziz" },
  {
    name: "Noor van Dijk",
    email: "noor.vandijk@kite.example",
    joined: 60,
    seen: 29 * hour,
    groups: agency,
    by: "Eva Lind",
  },
  {
    name: "Milica Jovanović",
    joined: 33,
    seen: 4 * hour,
    roles: ["Compliance Reviewer"],
    by: "Ines Carvalho",
  },
  { name: "Håkon Solberg", joined: 412, seen: 8 * day, roles: viewer },
  { name: "Leilani Kealoha", joined: 180, seen: 110 * day, roles: ["Support Agent"] },
  { name: "Rosa Delgado", joined: 240, seen: 10 * hour, roles: ["Support Agent"] },
  {
    name: "Ibrahim Touré",
    joined: 460,
    seen: 21 * day,
    roles: ["Power User"],
    away: { since: 9, reason: "Changes to another employer at the end of the month" },
  },
  { name: "Petra Sandoval", joined: 530, seen: 34 * day, roles: ["Editor"], revoked: 32 },
];
