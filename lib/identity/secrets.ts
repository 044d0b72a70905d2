import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { settings } from "@/lib/settings";

/** A 256-bit random token, URL-safe. Only its {@link hashOf} is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex: enough for tokens of 256 random bits. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Six random digits. */
export function newCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/** Keyed, because six digits alone could be looked up. */
export function codeHash(id: string, code: string): string {
  return createHmac("sha256", settings().secret).update(`${id}:${code}`).digest("hex");
}

/** Compares two hex digests in constant time. */
export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
