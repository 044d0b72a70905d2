/** `Mei-Ling Chou` → `mei-ling.chou@…`: Latin letters without their marks. */
export function addressOf(name: string, domain: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .replaceAll("ø", "o")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
  return `${plain.replaceAll(/[^a-z0-9-]+/g, ".")}@${domain}`;
}
