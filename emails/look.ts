import type { Level } from "@/lib/access/catalogue";

const font = "Arial,Helvetica,sans-serif";
const ink = { ink: "#141c1e", ink2: "#455050", ink3: "#5e6968" };
export const colour = {
  desk: "#f6f4f1",
  sheet: "#ffffff",
  line: "#e6e4df",
  cell: "#b9b6ae",
  accent: "#005b66",
  onAccent: "#ffffff",
  ...ink,
};

/** Fill of a tally at each level; level 0 fills nothing. */
export const levelColour: Record<Level, string> = {
  0: colour.sheet,
  1: "#0f7f84",
  2: "#00708c",
  3: "#125a98",
  4: "#5b226b",
};

type Size = "title" | "body" | "row" | "small" | "fine";
const sizes: Record<Size, { fontSize: string; lineHeight: string; color: string }> = {
  title: { fontSize: "24px", lineHeight: "31px", color: colour.ink },
  body: { fontSize: "15px", lineHeight: "23px", color: colour.ink2 },
  row: { fontSize: "14px", lineHeight: "20px", color: colour.ink },
  small: { fontSize: "13px", lineHeight: "20px", color: colour.ink3 },
  fine: { fontSize: "12px", lineHeight: "18px", color: colour.ink3 },
};

/** Inline type style of one size. */
export function type(size: Size) {
  return { fontFamily: font, ...sizes[size] };
}

/**
 * What inline styles cannot say: narrow screens, and dark mode where the mail client honours it. Without this sheet the
 * inline colours stand by themselves on their own backgrounds.
 */
export const sheet = `
@media (max-width:620px){.box{width:100%!important}.pad{padding-left:24px!important;padding-right:24px!important}.btn{display:block!important;text-align:center!important}}
@media (prefers-color-scheme:dark){
.desk{background-color:#0d1112!important}.sheet{background-color:#151a1b!important;border-color:#272e2f!important}
.ink{color:#ecebe7!important}.ink2{color:#b1b9b9!important}.ink3{color:#909b9a!important}.rule{border-color:#272e2f!important}
.link{color:#77cfd3!important}.btn,.mark{background-color:#77cfd3!important;color:#08191b!important}
.c0{background-color:#151a1b!important;border-color:#667172!important}.c1{background-color:#429ca0!important;border-color:#429ca0!important}
.c2{background-color:#4caccb!important;border-color:#4caccb!important}.c3{background-color:#79b3ee!important;border-color:#79b3ee!important}
.c4{background-color:#e7b0f4!important;border-color:#e7b0f4!important}
}`;
