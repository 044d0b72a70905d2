import { z } from "zod";
import { Email } from "@/lib/fields/input";

export const PersonName = z
  .string({ error: "Type your name." })
  .trim()
  .min(1, "Type your name.")
  .max(120, "A name has at most 120 characters.")
  .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029<>]*$/u, "A name holds letters, spaces and punctuation only.");

export const Code = z
  .string({ error: "Type the six digits." })
  .transform((typed) => typed.replaceAll(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "Type the six digits of the code."));

export const Token = z
  .string({ error: "The link is not complete." })
  .regex(/^[\w-]{20,100}$/, "The link is not complete.");

export const RequestLink = z.strictObject({ email: Email, next: z.string().max(2_000).optional() });
export const EndSession = z.strictObject({ sessionId: z.uuid("This session is not known.") });
export const ConfirmCode = z.strictObject({ code: Code });
