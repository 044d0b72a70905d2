import { type FeatureId, type Level, type PermissionId, permissions, rungs } from "./catalogue";

/** One bit per permission of the catalogue, in its order. Sets that were handed out are shared: never write to one. */
export type PermissionSet = Readonly<Uint32Array>;

const wordCount = Math.ceil(permissions.length / 32);

/** A plain object without a prototype: V8 finds a literal id in it faster than in a Map (npm run bench:decide). */
const positions: Readonly<Record<string, number | undefined>> = Object.assign(
  Object.create(null) as object,
  Object.fromEntries(permissions.map(({ id }, position) => [id, position])),
);

/** The bit of a permission, or undefined for a name that is not in the catalogue. */
export function positionOf(id: string): number | undefined {
  return positions[id];
}

export function emptySet(): Uint32Array {
  return new Uint32Array(wordCount);
}

/** The set of these permissions. Names the catalogue does not know are left out: they allow nothing. */
export function setOf(ids: Iterable<string>): Uint32Array {
  const set = emptySet();
  for (const id of ids) {
    const position = positions[id];
    if (position !== undefined) set[position >>> 5]! |= 1 << (position & 31);
  }
  return set;
}

/** `has` for who knows the permission's position already. */
export function holds(set: PermissionSet, position: number): boolean {
  return ((set[position >>> 5]! >>> (position & 31)) & 1) === 1;
}

export function has(set: PermissionSet, id: PermissionId): boolean {
  const position = positions[id];
  return position !== undefined && holds(set, position);
}

// Plain loops: Uint32Array.from with a function takes ten times as long, and previews do this for thousands.

/** What is in either. */
export function union(a: PermissionSet, b: PermissionSet): Uint32Array {
  const set = emptySet();
  for (let i = 0; i < wordCount; i++) set[i] = a[i]! | b[i]!;
  return set;
}

/** What is in both. */
export function intersection(a: PermissionSet, b: PermissionSet): Uint32Array {
  const set = emptySet();
  for (let i = 0; i < wordCount; i++) set[i] = a[i]! & b[i]!;
  return set;
}

/** What is in `a` and not in `b`. */
export function difference(a: PermissionSet, b: PermissionSet): Uint32Array {
  const set = emptySet();
  for (let i = 0; i < wordCount; i++) set[i] = a[i]! & ~b[i]!;
  return set;
}

/** Whether `a` contains the whole of `b`. */
export function contains(a: PermissionSet, b: PermissionSet): boolean {
  return b.every((word, i) => (word & ~a[i]!) === 0);
}

/** The members of a set, in the order of the catalogue. */
export function idsOf(set: PermissionSet): PermissionId[] {
  const ids: PermissionId[] = [];
  for (let word = 0; word < wordCount; word++) {
    for (let left = set[word]!; left !== 0; left &= left - 1) {
      ids.push(permissions[word * 32 + 31 - Math.clz32(left & -left)]!.id);
    }
  }
  return ids;
}

/** The highest rung of a feature's ladder that is in the set. */
export function levelIn(set: PermissionSet, feature: FeatureId): Level {
  return (rungs.findLastIndex((rung) => has(set, `${feature}:${rung}`)) + 1) as Level;
}
