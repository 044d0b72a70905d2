/** Called by the framework once, when a server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { watchArrivals } = await import("@/lib/doorway/arrival");
    watchArrivals();
  }
}
