// Preloaded into every process that the supervisor keeps: when the supervisor is gone, so are they. Their channel
// closes with it, even if it was killed.
process.channel?.unref();
process.once("disconnect", () => process.exit(1));
