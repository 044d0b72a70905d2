/** Why a command cannot go on, in sentences for the person who typed it. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Ends the process with the sentences alone for what people can mend, and with the whole error for what is ours. */
export function giveUp(error: unknown): never {
  const forPeople = error instanceof Error && ["Refusal", "SettingsError"].includes(error.name);
  console.error(forPeople ? (error as Error).message : error);
  process.exit(1);
}
