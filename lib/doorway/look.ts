import "server-only";
import { cache } from "react";
import { database, type Transaction, turns } from "@/db/client";
import { setContext } from "@/db/tenant";
import type { Person } from "@/lib/identity/actor";
import { enterAs, sessionToken } from "@/lib/identity/session";
import { Refusal, signInFirst } from "./outcome";
import { contextOf, openScope, type Scope } from "./scope";

/** A transaction that stays open while somebody asks in it. */
type Opened = {
  tx: Promise<Transaction>;
  scope: Promise<Scope<Person>> | null;
  asking: number;
  end(): void;
  ended: Promise<void>;
};

/**
 * What one request sees of one workspace. Who asks, their facts and the time are loaded once, and what its layouts, its
 * page and their parts ask at the same time is asked in one transaction, which ends as soon as nobody waits for an answer.
 */
class Look {
  #first: Promise<Scope<Person>> | null = null;
  #opened: Opened | null = null;
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #loaded = new Map<string, Promise<unknown>>();

  constructor(
    private readonly slug: string,
    private readonly shared: boolean,
  ) {}

  /** Asks once, however many parts of the page put the same question. */
  ask<V>(name: string, question: (scope: Scope<Person>) => Promise<V>): Promise<V> {
    if (!this.shared) return this.#answer(question);
    const asked = this.#answers.get(name) ?? this.#answer(question);
    this.#answers.set(name, asked);
    return asked as Promise<V>;
  }

  async #answer<V>(question: (scope: Scope<Person>) => Promise<V>): Promise<V> {
    this.#opened ??= begin(this.slug);
    const opened = this.#opened;
    opened.asking += 1;
    try {
      const tx = await opened.tx;
      opened.scope ??= this.#scopeIn(tx);
      return await question(await opened.scope);
    } catch (error) {
      // What failed in it fails everything after it, too: whoever asks next begins another.
      if (!(error instanceof Refusal)) this.#leave(opened);
      throw error;
    } finally {
      opened.asking -= 1;
      // The answer may lead to the next question of the same page, which is asked before the event loop goes on.
      if (this.shared) setImmediate(() => this.#endUnused(opened));
      else this.#endUnused(opened);
      if (!this.shared) await opened.ended;
    }
  }

  async #scopeIn(tx: Transaction): Promise<Scope<Person>> {
    if (!this.#first) {
      this.#first = firstScope(tx, this.slug).then((scope) =>
        this.shared ? { ...scope, loaded: this.#loaded } : scope,
      );
      return this.#first;
    }
    const scope = await this.#first;
    await setContext(tx, { user: scope.actor.userId, ...contextOf(scope.workspace) });
    return { ...scope, tx };
  }

  #endUnused(opened: Opened): void {
    if (opened.asking > 0) return;
    this.#leave(opened);
    opened.end();
  }

  #leave(opened: Opened): void {
    if (this.#opened === opened) this.#opened = null;
  }
}

async function firstScope(tx: Transaction, slug: string): Promise<Scope<Person>> {
  const token = await sessionToken();
  const person = token && (await enterAs(tx, token));
  if (!person) throw signInFirst();
  return openScope(tx, person, slug);
}

/** Begins when the workspace's turn has come. */
function begin(slug: string): Opened {
  let end = () => {};
  const unused = new Promise<void>((resolve) => {
    end = resolve;
  });
  let ended = Promise.resolve();
  const tx = new Promise<Transaction>((resolve, reject) => {
    // A failure is told by the statement that failed.
    const transaction = () =>
      database().transaction((opened) => {
        resolve(opened);
        return unused;
      });
    ended = turns().take({ of: slug, weight: "light" }, transaction).catch(reject);
  });
  return { tx, scope: null, asking: 0, end, ended };
}

const memory = cache(() => ({}));

/** Whether React remembers: throughout one rendering, but not in a handler, an action or a test. */
function isRendering(): boolean {
  const [first, second] = [memory(), memory()];
  return first === second;
}

/** The look of the request at hand: one throughout its rendering, a new one each time elsewhere. */
export const lookAt = cache((slug: string) => new Look(slug, isRendering()));
