import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { type Node, type Program, parseSync } from "oxc-parser";

export type Import = {
  /** Path from the project's root without its ending, or the name of a package. */
  target: string;
  kind: "local" | "package";
  /** Gone after compiling: it binds nothing at run time. */
  typeOnly: boolean;
};

export type Source = {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
  program: Program;
  comments: string[];
  imports: Import[];
  client: boolean;
};

const folders = ["app", "bench", "components", "db", "e2e", "emails", "lib", "scripts"];
const rootFiles = /^(proxy|instrumentation)\.ts$/;

/** Every source file of the project. */
export function sources(root: string): Source[] {
  const found = folders.flatMap((folder) => within(root, folder));
  const atRoot = readdirSync(root).filter((name) => rootFiles.test(name));
  return [...atRoot, ...found].map((path) => sourceOf(path, readFileSync(join(root, path), "utf8")));
}

function within(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|mjs)$/.test(name))
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")));
  } catch {
    return [];
  }
}

export function sourceOf(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    imports.push(importOf(path, moduleRequest.value, typeOnly));
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) imports.push(importOf(path, entry.moduleRequest.value, entry.isType));
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(["'`])([^$]*)\1$/.exec(written)?.[2];
    if (literal) imports.push(importOf(path, literal, false));
  }
  const client = directives(program.body).includes("use client");
  return { path, text, program, comments: comments.map(({ value }) => value), imports, client };
}

/** The directives such as "use client" that open a body of statements. */
export function directives(body: readonly Node[]): string[] {
  return body.flatMap((node) => ("directive" in node && node.directive ? [node.directive] : []));
}

/** Every node below one, itself first. */
export function* nodes(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const one of node) yield* nodes(one);
  } else if (typeof node === "object" && node !== null && "type" in node) {
    yield node as Node;
    for (const value of Object.values(node)) yield* nodes(value);
  }
}

function importOf(path: string, specifier: string, typeOnly: boolean): Import {
  const local = specifier.startsWith("@/")
    ? specifier.slice(2)
    : /^\.\.?(\/|$)/.test(specifier)
      ? posix.join(dirname(path), specifier)
      : undefined;
  if (local === undefined) return { target: specifier, kind: "package", typeOnly };
  return { target: local.replace(/\.(tsx?|mjs|js)$/, ""), kind: "local", typeOnly };
}
