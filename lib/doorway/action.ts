import "server-only";
import type { Command } from "./command";
import type { Outcome } from "./outcome";

/** Put on everything that the doorway made, so that a test can tell it from what somebody exported by hand. */
export const madeByDoorway: unique symbol = Symbol.for("remit.doorway") as never;

export type Made = {
  kind: "action" | "route" | "keyed";
  name: string;
  permission: string;
  /** What each question that a route answers needs, by its name. */
  questions?: Record<string, string>;
};

export type Action<V> = ((raw: unknown) => Promise<Outcome<V>>) & { [madeByDoorway]?: Made };

/** A server action that carries out a command; takes a plain object or a form, gives an outcome. */
export function action<V>(command: Command<V>): Action<V> {
  const act = async (raw: unknown) => command.execute(raw);
  return Object.assign(act, {
    [madeByDoorway]: { kind: "action", name: command.name, permission: command.permission } as Made,
  });
}
