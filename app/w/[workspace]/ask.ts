import type { Outcome, RefusalCode } from "@/lib/doorway/outcome";
import type { QuestionAnswer, QuestionInput, QuestionName } from "@/lib/questions";

/** Asks the server one of its questions; that the server was not reached is an outcome too. */
export async function ask<N extends QuestionName>(
  workspace: string,
  name: N,
  input: QuestionInput<N>,
  signal?: AbortSignal,
): Promise<Outcome<QuestionAnswer<N>>> {
  try {
    const response = await fetch(`/api/w/${encodeURIComponent(workspace)}/questions/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal: signal ?? null,
    });
    if (response.ok) return { ok: true, value: (await response.json()) as QuestionAnswer<N> };
    const { error, message } = (await response.json()) as { error: RefusalCode; message: string };
    return { ok: false, code: error, message };
  } catch {
    return { ok: false, code: "unavailable", message: "The answer could not be loaded." };
  }
}
