import type { Block, Letter } from "@/emails/letter";
import { levelNames } from "@/lib/access/catalogue";

/** The letter as plain text: everything the drawn one says, the link on a line of its own. */
export function plainText(letter: Letter): string {
  const head = letter.workspaceName ? `Remit · ${letter.workspaceName}` : "Remit";
  return `${[head, letter.title, ...letter.blocks.map(written), `--\n${letter.footer}`].join("\n\n")}\n`;
}

function written(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.words.map((word) => (typeof word === "string" ? word : word.strong)).join("");
    case "button":
      return [`${block.label}:`, block.href, block.note].filter((line) => line !== undefined).join("\n");
    case "code":
      return `${block.code}\n${block.note}`;
    case "levels":
      return [block.heading, ...block.rows.map(({ text, level }) => `- ${text}: ${levelNames[level]}`)].join(
        "\n",
      );
    case "facts":
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join("\n");
  }
}
