import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type AskedHouse,
  decisionsIn,
  edit,
  openAskedHouse,
  segments,
  vic,
  view,
} from "./testing/asked-house";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;

beforeAll(async () => {
  asked = await openAskedHouse();
});
afterAll(() => asked.house.close());

describe("Access Evaluations", () => {
  test("three requests without defaults", async () => {
    const each = (number: 0 | 1 | 2) => ({
      subject: vic,
      action: edit,
      resource: asked.campaign(number),
      context: {},
    });
    const { status, body } = await asked.post("evaluations", { evaluations: ([0, 1, 2] as const).map(each) });
    expect(status).toBe(200);
    expect(body).not.toHaveProperty("decision");
    expect(decisionsIn(body)).toEqual([true, false, true]);
  });

  test("defaults for all, of which one item overrides the action", async () => {
    const { body } = await asked.post("evaluations", {
      subject: vic,
      context: { time: "2024-05-31T15:22-07:00" },
      action: view,
      evaluations: [
        { resource: asked.campaign(0) },
        { resource: asked.campaign(1) },
        { action: edit, resource: asked.campaign(1) },
      ],
    });
    expect(decisionsIn(body)).toEqual([true, true, false]);
    const { body: empty } = await asked.post("evaluations", {
      subject: vic,
      action: edit,
      resource: asked.campaign(0),
      evaluations: [{}, { resource: asked.campaign(1) }],
    });
    expect(decisionsIn(empty)).toEqual([true, false]);
  });

  test.each([
    ["execute_all", [true, false, true]],
    ["deny_on_first_deny", [true, false]],
    ["permit_on_first_permit", [true]],
  ])("the semantic %s", async (evaluations_semantic, due) => {
    const evaluations = ([0, 1, 2] as const).map((number) => ({ resource: asked.campaign(number) }));
    const options = { evaluations_semantic, another_option: "value" };
    const { body } = await asked.post("evaluations", { subject: vic, action: edit, options, evaluations });
    expect(decisionsIn(body)).toEqual(due);
  });

  test("without options, or without a semantic among them, all are executed", async () => {
    const evaluations = ([1, 0] as const).map((number) => ({ resource: asked.campaign(number) }));
    for (const options of [undefined, {}, { another_option: "value" }]) {
      const { body } = await asked.post("evaluations", { subject: vic, action: edit, options, evaluations });
      expect(decisionsIn(body)).toEqual([false, true]);
    }
  });

  test("what is wrong with one item denies that item alone, and counts as a denial", async () => {
    const items = [
      { resource: asked.campaign(0) },
      {},
      7,
      { resource: "x" },
      { subject: null, resource: asked.campaign(0) },
    ];
    const batch = { subject: vic, action: edit, evaluations: items };
    const { status, body } = await asked.post("evaluations", batch);
    expect(status).toBe(200);
    expect(decisionsIn(body)).toEqual([true, false, false, false, false]);
    expect((body.evaluations as unknown[])[1]).toEqual({
      decision: false,
      context: { error: { status: 400, message: "The field resource is missing." } },
    });
    const { body: stopped } = await asked.post("evaluations", {
      ...batch,
      options: { evaluations_semantic: "deny_on_first_deny" },
    });
    expect(decisionsIn(stopped)).toEqual([true, false]);
  });

  test("without evaluations, or with none, it is a single evaluation", async () => {
    const single = { subject: vic, action: view, resource: segments };
    const { body: expected } = await asked.post("evaluation", single);
    expect((await asked.post("evaluations", single)).body).toEqual(expected);
    expect((await asked.post("evaluations", { ...single, evaluations: [] })).body).toEqual(expected);
    expect((await asked.post("evaluations", { ...single, resource: undefined })).status).toBe(400);
    expect((await asked.post("evaluations", { evaluations: [] })).status).toBe(400);
  });

  test("a thousand are answered, one more is refused, and so is what concerns the whole request", async () => {
    const evaluations = Array.from({ length: 1000 }, (_, i) => ({
      resource: asked.campaign((i % 3) as 0 | 1 | 2),
    }));
    const { body } = await asked.post("evaluations", { subject: vic, action: view, evaluations });
    expect(decisionsIn(body)).toEqual(evaluations.map(() => true));
    for (const wrong of [
      { evaluations: [...evaluations, {}] },
      { evaluations: {} },
      { evaluations, subject: "vic" },
      { evaluations, options: { evaluations_semantic: "all" } },
      { evaluations, options: [] },
    ])
      expect((await asked.post("evaluations", { subject: vic, action: view, ...wrong })).status).toBe(400);
  });
});
