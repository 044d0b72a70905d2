/** A PostgreSQL for tests: URLs of the owner, the application and the worker, each with its own user. */
export type TestServer = {
  owner: string;
  app: string;
  worker: string;
  /** Who may end other users' connections: a superuser of the embedded server, the owner on a rented one. */
  administrator: string;
};

export type TestRun = { server: TestServer; template: string; prefix: string };

declare module "vitest" {
  interface ProvidedContext {
    testRun: TestRun;
  }
}

/** The same URL with another database. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
