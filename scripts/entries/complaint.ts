/** Runs a command to its end; when it fails, says why with the causes beneath, and lets the exit code tell. */
export async function orComplain(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    for (let at: unknown = error; at !== undefined; at = at instanceof Error ? at.cause : undefined) {
      console.error(at instanceof Error ? at.message : at);
    }
    process.exitCode = 1;
  }
}
