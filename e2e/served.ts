import { processesOf, storedSecrets } from "../scripts/data-folder.ts";

export type Served = {
  url: string;
  dataFolder: string;
  databases: { owner: string; app: string; worker: string };
};

/** The demo that `npm test` serves for the journeys and the trust tests. */
export function served(): Served {
  const { REMIT_E2E_URL: url, REMIT_E2E_DATA_DIR: dataFolder } = process.env;
  if (!url || !dataFolder) {
    throw new Error(
      "No demo is served: run npm test -- e2e (or trust), or set REMIT_E2E_URL and REMIT_E2E_DATA_DIR.",
    );
  }
  const secrets = storedSecrets(dataFolder);
  const port = processesOf(dataFolder)?.postgresqlPort;
  if (!secrets || !port) throw new Error(`No demo runs on ${dataFolder}.`);
  const login = (role: "owner" | "app" | "worker") =>
    `postgres://remit_${role}:${secrets[role]}@127.0.0.1:${port}/remit`;
  return {
    url,
    dataFolder,
    databases: { owner: login("owner"), app: login("app"), worker: login("worker") },
  };
}
