import type { Source } from "./source.ts";

export type CircleRule = {
  name: string;
  /** Each circle that the sources make, as the names along it. */
  circles(sources: readonly Source[]): string[];
};

/** The framework calls these; nothing imports them, and they may put together what lies beside and below them. */
const entry = /\/(page|layout|route|error|not-found|forbidden)\.tsx?$/;
const forTests = /(^|\/)(testing|cases)\/|\.(test|spec)\.tsx?$|^lib\/access\/oracle\.ts$/;

/** A room of lib, an area of the screens, or a part of the kit; undefined for what belongs to none. */
function roomOf(path: string): string | undefined {
  if (entry.test(path) || forTests.test(path)) return undefined;
  const area =
    /^(lib\/[^/]+|app\/w\/\[workspace\]\/settings\/[^/]+|app\/w\/\[workspace\]\/(?!settings\/)[^/]+|app\/[^/]+\/[^/]+|components\/[^/]+)\//;
  return area.exec(path)?.[1] ?? /^(app|components)\/(w\/\[workspace\]\/)?/.exec(path)?.[0];
}

export const circleRules: CircleRule[] = [
  {
    name: "no file imports itself by way of others",
    circles: (sources) => circlesIn(importsAmong(sources, (path) => path)),
  },
  {
    name: "no two rooms of lib, and no two areas of the screens, import each other",
    circles: (sources) => circlesIn(importsAmong(sources, roomOf)),
  },
];

type Graph = Map<string, Set<string>>;

function importsAmong(sources: readonly Source[], nameOf: (path: string) => string | undefined): Graph {
  const named = new Map(sources.map(({ path }) => [path.replace(/\.(tsx?|mjs)$/, ""), nameOf(path)]));
  const graph: Graph = new Map();
  for (const { path, imports } of sources) {
    const from = nameOf(path);
    for (const { target } of imports) {
      const to = named.get(target);
      if (from && to && from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
    }
  }
  return graph;
}

/** One circle for each name that leads back to itself, told once whichever of its names it begins with. */
function circlesIn(graph: Graph): string[] {
  const told = new Map<string, string>();
  for (const start of graph.keys()) {
    const way = wayBack(graph, start);
    if (way) told.set([...way].sort().join(), [...way, start].join(" → "));
  }
  return [...told.values()];
}

/** The shortest way from a name back to itself. */
function wayBack(graph: Graph, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways)
    for (const next of graph.get(way.at(-1) ?? "") ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  return undefined;
}
