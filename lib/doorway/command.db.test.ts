import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Outcome } from "./outcome";
import { Refusal } from "./outcome";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import {
  failingCommand,
  groupCommand,
  groupMade,
  makeGroup,
  refuseAfterWriting,
  tell,
  writeGroup,
} from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
let number = 0;
/** A name that no other test uses. */
let name: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  number += 1;
  name = `group ${number}`;
});

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "ok" : outcome.code);
const by = (person: string, command: typeof makeGroup, fields: Record<string, unknown> = {}) =>
  as(house.tokens[person] ?? "", () => command.execute({ workspace: "here", name, ...fields }));

/** Holds the lock of the workspace until told to commit; what happens before the commit is the test's. */
async function holdingLock<T>(work: (tx: House["owner"]) => Promise<T>): Promise<T> {
  return (await house.owner.begin(async (tx) => {
    await tx`select 1 from workspaces where id = ${house.here.workspaceId} for no key update`;
    return work(tx as unknown as House["owner"]);
  })) as T;
}

/** Resolves when somebody waits for a lock in this database. */
async function somebodyWaits(): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const [waiting] = await house.owner`
      select 1 from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and a.datname = current_database()`;
    if (waiting) return;
    await pause(20);
  }
  throw new Error("nobody waits for the lock");
}

describe("a form is carried out once", () => {
  test("sent five times at once: one effect, one event, one outcome", async () => {
    const before = (await house.events()).length;
    const idempotencyKey = crypto.randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => by("Ada", makeGroup, { idempotencyKey })),
    );
    expect(outcomes[0]).toMatchObject({ ok: true });
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect((await house.groups()).filter((group) => group === name)).toEqual([name]);
    expect((await house.events()).length).toBe(before + 1);
    expect(await by("Ada", makeGroup, { idempotencyKey })).toEqual(outcomes[0]);
    expect((await house.events()).length).toBe(before + 1);
  });

  test("control: without a key each is carried out", async () => {
    const repeated = groupCommand("test.repeated", {
      run: async (context, input) => {
        const id = await writeGroup(context, { name: `${input.name} ${crypto.randomUUID()}` });
        await tell(context, id, input);
        return { id };
      },
    });
    await Promise.all([1, 2, 3].map(() => by("Ada", repeated)));
    expect((await house.groups()).filter((group) => group.startsWith(`${name} `)).length).toBe(3);
  });

  test("a key that was used for another command is refused", async () => {
    const idempotencyKey = crypto.randomUUID();
    const other = groupCommand("test.other");
    expect(codeOf(await by("Ada", makeGroup, { idempotencyKey }))).toBe("ok");
    name = `${name} other`;
    expect(codeOf(await by("Ada", other, { idempotencyKey }))).toBe("conflict");
    expect(await house.groups()).not.toContain(name);
  });

  test("a key that was used with another input is refused", async () => {
    const idempotencyKey = crypto.randomUUID();
    expect(codeOf(await by("Ada", makeGroup, { idempotencyKey }))).toBe("ok");
    name = `${name} again`;
    expect(codeOf(await by("Ada", makeGroup, { idempotencyKey }))).toBe("conflict");
    expect(await house.groups()).not.toContain(name);
  });

  test("another person's key is another key", async () => {
    const idempotencyKey = crypto.randomUUID();
    const first = await by("Ada", makeGroup, { idempotencyKey });
    name = `${name} of Ben`;
    const second = await by("Ben", makeGroup, { idempotencyKey });
    expect(second).toMatchObject({ ok: true });
    expect(second).not.toEqual(first);
    expect(await house.groups()).toContain(name);
  });

  test("what was refused and rolled back leaves the key free; what was refused by value stays refused", async () => {
    let fails = true;
    const moody = groupCommand("test.moody", {
      run: async (context, input) => {
        const id = await writeGroup(context, input);
        if (fails) throw new Refusal("conflict", "Not now.");
        await tell(context, id, input);
        return { id };
      },
    });
    const idempotencyKey = crypto.randomUUID();
    expect(codeOf(await by("Ada", moody, { idempotencyKey }))).toBe("conflict");
    fails = false;
    expect(codeOf(await by("Ada", moody, { idempotencyKey }))).toBe("ok");
    const key = crypto.randomUUID();
    name = `${name} by value`;
    expect(codeOf(await by("Ada", refuseAfterWriting, { idempotencyKey: key }))).toBe("invalid");
    expect(codeOf(await by("Ada", refuseAfterWriting, { idempotencyKey: key }))).toBe("invalid");
    expect((await house.groups()).filter((group) => group === name)).toEqual([name]);
  });
});

describe("the lock of the workspace", () => {
  test("is not waited for by whoever is refused, so that no outsider can hold it up", async () => {
    await holdingLock(async () => {
      const refused = Promise.all([by("Zoe", makeGroup), by("Vic", makeGroup)]);
      const codes = await Promise.race([refused, pause(5_000, null)]);
      expect(codes?.map(codeOf)).toEqual(["not-found", "forbidden"]);
    });
  });

  test("control: who may is kept waiting until it is free", async () => {
    let done = false;
    const { waiting } = await holdingLock(async () => {
      const waiting = by("Ada", makeGroup).then((outcome) => {
        done = true;
        return outcome;
      });
      await somebodyWaits();
      expect(done).toBe(false);
      return { waiting };
    });
    expect(codeOf(await waiting)).toBe("ok");
  });

  test("makes changes follow each other: what one does, the next sees", async () => {
    const counted = groupCommand("test.counted", {
      run: async (context, input) => {
        const seen = (await context.tx.execute("select 1 from groups where name like 'counted %'")).length;
        await pause(5);
        const id = await writeGroup(context, { name: `counted ${seen}` });
        await tell(context, id, input);
        return { id };
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => by("Ada", counted)));
    expect(outcomes.map(codeOf)).toEqual(Array.from({ length: 8 }, () => "ok"));
  });

  test.each<[string, string, (tx: House["owner"], id: string) => Promise<unknown>]>([
    [
      "the role is ended",
      "forbidden",
      (tx, id) => tx`update grants set valid_to = clock_timestamp() where membership_id = ${id}`,
    ],
    [
      "the person is deactivated",
      "not-found",
      (tx, id) => tx`update active_periods set valid_to = clock_timestamp() where membership_id = ${id}`,
    ],
  ])("the decision is made again under it: %s while the change waits", async (_, code, revoke) => {
    const before = (await house.events()).length;
    const { waiting } = await holdingLock(async (tx) => {
      const waiting = by("Dea", makeGroup);
      await somebodyWaits();
      await revoke(tx, house.here.people.Dea?.membershipId ?? "");
      return { waiting };
    });
    expect(codeOf(await waiting)).toBe(code);
    expect(await house.groups()).not.toContain(name);
    const denied =
      code === "forbidden"
        ? [{ action: "test.make-group", outcome: "denied", actor: "Dea", target: "here" }]
        : [];
    expect((await house.events()).slice(before)).toEqual(denied);
    await house.owner`update grants set valid_to = null where membership_id = ${house.here.people.Dea?.membershipId ?? ""}`;
  });
});

describe("all or nothing", () => {
  const nothing = async (command: typeof makeGroup, code: string) => {
    const [events, mails] = [await house.events(), await house.mails()];
    const outcome = await by("Ada", command);
    expect(codeOf(outcome)).toBe(code);
    expect(await house.groups()).not.toContain(name);
    expect(await house.events()).toEqual(events);
    expect(await house.mails()).toBe(mails);
    return outcome;
  };

  test("control: a change, its event and its mail are there together", async () => {
    const mails = await house.mails();
    const mailing = failingCommand("test.mailing", async (context, input) =>
      tell(context, crypto.randomUUID(), input),
    );
    expect(codeOf(await by("Ada", mailing))).toBe("ok");
    expect(await house.groups()).toContain(name);
    expect((await house.events()).at(-1)).toEqual({
      action: "group.made",
      outcome: "done",
      actor: "Ada",
      target: name,
    });
    expect(await house.mails()).toBe(mails + 1);
  });

  test("a change that the audit log cannot be told of is not done", async () => {
    const broken = failingCommand("test.broken-audit", (context) =>
      context.audit(groupMade({ target: { kind: null as never, id: null, label: "x" } })),
    );
    const outcome = await nothing(broken, "failed");
    expect(outcome.ok ? "" : outcome.message).not.toMatch(/null|column|insert|audit_events/);
    expect(outcome.ok ? "" : outcome.message).toMatch(/report [\w-]{8,}/);
    await house.owner`revoke insert on audit_events from remit_app`;
    try {
      await nothing(makeGroup, "failed");
    } finally {
      await house.owner`grant insert on audit_events to remit_app`;
    }
  });

  test("a change that tells nothing, or twice, is not done", async () => {
    await nothing(
      failingCommand("test.silent", async () => {}),
      "failed",
    );
    await nothing(
      failingCommand("test.loud", async (context, input) => {
        await tell(context, crypto.randomUUID(), input);
        await tell(context, crypto.randomUUID(), input);
      }),
      "failed",
    );
  });

  test("what is refused or fails in between is undone", async () => {
    await nothing(
      failingCommand("test.refusing", async (context, input) => {
        await tell(context, crypto.randomUUID(), input);
        throw new Refusal("conflict", "Somebody was faster.");
      }),
      "conflict",
    );
    await nothing(
      failingCommand("test.failing", async (context, input) => {
        await tell(context, crypto.randomUUID(), input);
        throw new Error("password=secret");
      }),
      "failed",
    );
  });

  test("a refusal that is returned keeps what was written, and needs no event", async () => {
    const events = await house.events();
    expect(codeOf(await by("Ada", refuseAfterWriting))).toBe("invalid");
    expect(await house.groups()).toContain(name);
    expect(await house.events()).toEqual(events);
  });

  test("an event says who did it, in which session and request, and on what", async () => {
    await as(house.tokens.Ben ?? "", () => makeGroup.execute({ workspace: "here", name }), {
      "x-request-id": "request-of-this-test",
    });
    const [event] = await house.owner`
      select actor_id, actor_name, request_id, target_kind, target_label, outcome,
        exists (select 1 from sessions s where s.id = session_id and s.user_id = actor_id) as in_session
      from audit_events where request_id = 'request-of-this-test'`;
    expect(event).toEqual({
      actor_id: house.here.people.Ben?.userId,
      actor_name: "Ben",
      request_id: "request-of-this-test",
      target_kind: "group",
      target_label: name,
      outcome: "done",
      in_session: true,
    });
  });
});
