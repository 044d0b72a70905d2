import type { z } from "zod";

/** The parameters of an address, as a page gets them. */
export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The address with those of the parameters that say something. */
export function hrefOf(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return said.length > 0 ? `${path}?${new URLSearchParams(said)}` : path;
}

/** Where a page begins in a list, and what is opened on it: another filter or order makes it meaningless. */
const ofOnePage = ["after", "before", "event"];

/**
 * Reads a filter out of addresses, and writes it into them, by the schema of their parameters.
 * `in`: what an address says; what is wrong there is left out, as if it were not said.
 * `href`: the address of a filter with some of it changed; what is as by default is not said, and the list starts anew
 * unless a change says where.
 */
export function addressBy<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  type Filter = z.output<typeof schema>;
  const fields = Object.entries(schema.shape) as [string, z.ZodType][];
  const byDefault = Object.fromEntries(
    fields.map(([name, field]) => [name, field.safeParse(undefined).data]),
  );
  return {
    in(search: Search): Filter {
      const said = fields.flatMap(([name, field]) => {
        const { data } = field.safeParse(search[name] === "" ? undefined : search[name]);
        const value = data ?? byDefault[name];
        return value === undefined ? [] : [[name, value]];
      });
      return Object.fromEntries(said) as Filter;
    },
    href(
      path: string,
      filter: Filter,
      changes: { [Name in keyof Filter]?: Filter[Name] | undefined } = {},
    ): string {
      const kept = Object.entries(filter).filter(([name]) => !ofOnePage.includes(name));
      const wanted: Record<string, unknown> = { ...Object.fromEntries(kept), ...changes };
      const said = fields.flatMap(([name]) => {
        const value = wanted[name];
        return typeof value === "string" && value !== byDefault[name] ? [[name, value]] : [];
      });
      return hrefOf(path, Object.fromEntries(said));
    },
  };
}
