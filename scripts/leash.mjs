// Preloaded into every process that the supervisor keeps.
import { tracingChannel } from "node:diagnostics_channel";

// When the supervisor is gone, so are they: their channel closes with it, even if it was killed.
process.channel?.unref();
process.once("disconnect", () => process.exit(1));

// They tell it which ports they serve on.
tracingChannel("net.server.listen").subscribe({
  asyncEnd: ({ server }) => process.connected && process.send({ listening: server.address()?.port }),
});
