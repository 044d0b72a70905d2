import type { Node, Program } from "oxc-parser";
import type { Rule } from "./imports.ts";
import { directives, nodes, type Source } from "./source.ts";

const longest = 300;
const vague = /(^|[/.-])(utils?|helpers?|services?|common|misc)([/.-]|$)/i;
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Handlers that are not made by the doorway: who asks is not known yet, or nobody is asked. */
const openHandlers = /^app\/(api\/(auth|health|ready|mailbox)|mailbox)\//;

const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

export const conductRules: Rule[] = [
  {
    name: "names say what a thing is",
    broken: ({ path }) => (vague.test(path) ? ["has a name that could hold anything"] : []),
  },
  {
    name: `no file is longer than ${longest} lines`,
    broken: ({ text }) => {
      const lines = text.trimEnd().split("\n").length;
      return lines > longest ? [`has ${lines} lines`] : [];
    },
  },
  {
    name: "no comment puts work off",
    broken: ({ comments }) =>
      comments.some((comment) => /\b(TODO|FIXME|XXX|HACK)\b/.test(comment)) ? ["has such a comment"] : [],
  },
  {
    name: "queries and commands are marked server-only",
    broken: ({ path, imports }) => {
      const needed = /^lib\/[^/]+\/(queries|commands)(\/.+)?\.ts$/.test(path) && !isTest(path);
      return needed && !imports.some(({ target }) => target === "server-only") ? ["is not"] : [];
    },
  },
  {
    name: "server actions stand in actions.ts, and are made by the doorway",
    broken: (source) => {
      if (/^app\/(.+\/)?actions\.ts$/.test(source.path)) return notMadeByDoorway(source, () => true);
      return usesServer(source) ? ["has an action of its own"] : [];
    },
  },
  {
    name: "route handlers are made by the doorway, here or in lib",
    broken: (source) => {
      const handler = /^app\/(.+\/)?route\.tsx?$/.test(source.path) && !openHandlers.test(source.path);
      return handler ? notMadeByDoorway(source, (name) => methods.includes(name)) : [];
    },
  },
  {
    name: "only the doorway writes audit events",
    broken: ({ path, text }) => {
      const bound =
        /^(app|components|emails|lib)\//.test(path) && !path.startsWith("lib/doorway/") && !isTest(path);
      const writes = /\binsert\(\s*auditEvents\b|\binsert\s+into\s+"?audit_events\b/i;
      return bound && writes.test(text) ? ["writes one"] : [];
    },
  },
];

function usesServer({ path, program, text }: Source): boolean {
  if (!/^(app|components|lib)\//.test(path) || !text.includes("use server")) return false;
  if (directives(program.body).includes("use server")) return true;
  return [...nodes(program)].some(
    (node) => node.type === "BlockStatement" && directives(node.body).includes("use server"),
  );
}

/**
 * Exports that are anything but a constant made by calling what the doorway exports, or (for route handlers) one that
 * lib made: whether the doorway did so there is told by its mark, which the authorization matrix looks for in the build.
 */
function notMadeByDoorway({ program, path }: Source, counts: (name: string) => boolean): string[] {
  const doorway = importedFrom(program, /^@\/lib\/doorway\//);
  const lib = path.endsWith("actions.ts") ? new Set<string>() : importedFrom(program, /^@\/lib\//);
  return program.body.flatMap(exported).flatMap(({ name, value }) => {
    const made =
      (value?.type === "Identifier" && lib.has(value.name)) ||
      (value?.type === "CallExpression" &&
        value.callee.type === "Identifier" &&
        doorway.has(value.callee.name));
    return made || !counts(name) ? [] : [`exports ${name}, which the doorway did not make`];
  });
}

function importedFrom(program: Program, specifier: RegExp): Set<string> {
  const names = program.body.flatMap((node) =>
    node.type === "ImportDeclaration" && specifier.test(node.source.value)
      ? node.specifiers.map(({ local }) => local.name)
      : [],
  );
  return new Set(names);
}

type Export = { name: string; value?: Node | null };

function exported(node: Node): Export[] {
  if (node.type === "ExportAllDeclaration") return [{ name: "GET" }];
  if (node.type === "ExportDefaultDeclaration") return [{ name: "default" }];
  if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
  const { declaration, specifiers } = node;
  const listed = specifiers.map(({ exported }) => ({
    name: "name" in exported ? exported.name : exported.value,
  }));
  if (declaration?.type === "VariableDeclaration") {
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier"
        ? [{ name: id.name, value: init }]
        : patternNames(id).map((name) => ({ name })),
    );
  }
  if (declaration && "id" in declaration && declaration.id && "name" in declaration.id) {
    return [...listed, { name: String(declaration.id.name) }];
  }
  return listed;
}

function patternNames(pattern: Node): string[] {
  return [...nodes(pattern)].flatMap((node) => (node.type === "Identifier" ? [node.name] : []));
}
