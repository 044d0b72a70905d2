import { expect, test } from "vitest";
import { CreateGroup } from "@/lib/groups/input";
import { CreateKey } from "@/lib/keys/input";
import { RenameObject } from "@/lib/resources/input";

const id = "01890a5d-ac96-774b-bcce-b302099a8057";
const named: [string, (name: string) => { success: boolean }][] = [
  ["a group", (name) => CreateGroup.safeParse({ name })],
  ["a key", (name) => CreateKey.safeParse({ name, lifetime: "90" })],
  ["an object", (name) => RenameObject.safeParse({ resourceId: id, name })],
];

test.each(named)("the name of %s holds nothing that does not show or turns text around", (_, parse) => {
  for (const name of ["Zeitungs\u202eegap", "a\u200bb", "a\u0000b", "a\u0007b"])
    expect(parse(name).success, JSON.stringify(name)).toBe(false);
  for (const name of ["Voucher AT", "Épicerie №5", "夏のキャンペーン", "👋 hello"])
    expect(parse(name).success, name).toBe(true);
});
