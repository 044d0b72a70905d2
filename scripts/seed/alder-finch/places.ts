import type { Place } from "../company.ts";

const campaigns: Place[] = [
  { name: "Q2 Campaign", kind: "campaign", created: 75 },
  { name: "Landing pages", kind: "project", under: "Q2 Campaign", created: 70 },
  { name: "Spring hero", kind: "action", under: "Landing pages", created: 60 },
  { name: "Store finder", kind: "action", under: "Landing pages", created: 58 },
  { name: "Newsletter DACH", kind: "project", under: "Q2 Campaign", created: 68 },
  { name: "Teaser issue", kind: "action", under: "Newsletter DACH", created: 40 },
  { name: "Main issue", kind: "action", under: "Newsletter DACH", created: 40 },
  { name: "Reminder issue", kind: "action", under: "Newsletter DACH", created: 25 },
  { name: "Voucher AT", kind: "project", under: "Q2 Campaign", created: 64 },
  { name: "Paper coupon", kind: "action", under: "Voucher AT", created: 50 },
  { name: "Push reminder", kind: "action", under: "Voucher AT", created: 44 },
  { name: "Till receipt text", kind: "action", under: "Voucher AT", created: 44 },
  { name: "Win-back e-mail", kind: "action", under: "Voucher AT", created: 30 },
  { name: "Always on", kind: "campaign", created: 390 },
  { name: "Win-back", kind: "project", under: "Always on", created: 380 },
  { name: "Lapsed card holders", kind: "action", under: "Win-back", created: 375 },
  { name: "Brand EU", kind: "campaign", created: 210 },
  { name: "Brand film", kind: "project", under: "Brand EU", created: 120 },
  {
    name: "Spring catalogue",
    kind: "project",
    under: "Brand EU",
    created: 130,
    completed: 12,
    by: "Karim Haddad",
  },
  { name: "Cover shoot", kind: "action", under: "Spring catalogue", created: 115 },
  { name: "Store opening Graz", kind: "campaign", created: 330, archived: 45, by: "Karim Haddad" },
  { name: "Opening weekend", kind: "project", under: "Store opening Graz", created: 325 },
];

const products: [name: string, created: number, ...tables: string[]][] = [
  ["Consent ledger", 520, "Consents"],
  ["Customer profiles", 610, "Profiles", "Identity links"],
  ["Loyalty transactions", 600, "Baskets", "Card holders"],
  ["Newsletter results", 480, "Sends", "Clicks"],
  ["Store footfall", 450, "Door counts"],
  ["Store receipts", 300, "Receipts", "Receipt items"],
  ["Supplier prices", 260, "Price list"],
  ["Web sessions", 340, "Sessions", "Page views"],
];

const catalog = products.flatMap(([name, created, ...tables]): Place[] => [
  { name, kind: "data-product", created },
  ...tables.map((table): Place => ({ name: table, kind: "data-table", under: name, created: created - 1 })),
]);

export const places: Place[] = [
  ...campaigns,
  ...catalog,
  { name: "Store master", kind: "data-table", created: 640 },
];
