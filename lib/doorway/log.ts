import pino from "pino";

/** Structured log of the server. Holds ids and codes, never addresses, tokens or what was typed. */
export const log = pino({ name: "remit", level: process.env.LOG_LEVEL ?? "info" });
