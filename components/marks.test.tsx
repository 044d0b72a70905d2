import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Level, levelNames } from "@/lib/access/catalogue";
import { AccessProfile, ProfileChange } from "./access-profile";
import { initialsOf, tintOf } from "./avatar";
import { LargeProfile } from "./large-profile";
import { PersonCell } from "./person-cell";
import { MoreRoles, RoleChip } from "./role-chip";
import { StatusMark, statuses } from "./status-mark";
import { LevelLabel, Tally } from "./tally";
import { InlineThread, ThreadAhead, ThreadThatStops } from "./thread";

const html = (element: ReactElement) => renderToStaticMarkup(element);
/** What is read aloud: no markup, and nothing that is hidden from assistive technology. */
const spoken = (element: ReactElement) =>
  html(element)
    .replace(/<svg[^>]*aria-hidden="true"[^>]*>.*?<\/svg>/g, "")
    .replace(/<span[^>]*aria-hidden="true"[^>]*>[^<]*<\/span>/g, "")
    .replace(/<[^>]+>/g, "");

const analyst: Level[] = [0, 1, 1, 3, 2, 1, 1, 0, 1, 1];

describe("a level", () => {
  test.each([0, 1, 2, 3, 4] as const)("%i has its word and as many tall bars", (level) => {
    expect(spoken(<LevelLabel level={level} />)).toBe(levelNames[level]);
    const tall = html(<Tally level={level} />).match(/M[\d.]+ 0h/g) ?? [];
    const ticks = html(<Tally level={level} />).match(/M[\d.]+ 9\.5h/g) ?? [];
    expect([tall.length, ticks.length]).toEqual([level, 4 - level]);
  });

  test("is None only where a pair asks for it", () => {
    expect(spoken(<LevelLabel level={0} short />)).toBe("None");
    expect(spoken(<LevelLabel level={2} short />)).toBe("Operator");
  });
});

describe("an access profile", () => {
  test("is silent beside a name and speaks when it stands alone", () => {
    expect(html(<AccessProfile levels={analyst} />)).toContain('aria-hidden="true"');
    const alone = html(<AccessProfile levels={analyst} standalone />);
    expect(alone).toContain('role="img"');
    expect(alone).toContain('aria-label="Access profile: Editor on 1 feature, Operator on 1, Viewer on 6"');
    expect(alone).not.toContain("aria-hidden");
  });

  test("draws a bar for every feature with few nodes", () => {
    const drawn = html(<AccessProfile levels={analyst} />);
    expect(drawn.match(/M\d/g)).toHaveLength(10);
    expect(drawn.match(/<path/g)).toHaveLength(4);
  });

  test("says both sides of a change", () => {
    expect(spoken(<ProfileChange before={Array(10).fill(0)} after={analyst} />)).toBe(
      "From No access to Editor on 1 feature, Operator on 1, Viewer on 6",
    );
  });

  test("names in the large form what will fall, to what and when", () => {
    const large = html(<LargeProfile levels={analyst} falls={{ model: { to: 0, on: "27 March" } }} />);
    expect(large).toContain('aria-label="Model: Viewer, No access after 27 March"');
    expect(large).toContain('aria-label="Segment: Editor"');
    expect(large.match(/class="goes"/g)).toHaveLength(2);
    expect(html(<LargeProfile levels={analyst} />)).not.toContain("goes");
  });
});

describe("status, roles and people", () => {
  test("every status has a word and a shape of its own", () => {
    const words = statuses.map((status) => spoken(<StatusMark status={status} />));
    expect(words).toEqual(["Active", "Pending", "Expired", "Deactivated", "Removed", "Revoked", "Accepted"]);
    const shapes = new Set(
      (["active", "pending", "expired", "deactivated"] as const).map(
        (status) => html(<StatusMark status={status} />).match(/<svg.*<\/svg>/)?.[0],
      ),
    );
    expect(shapes.size).toBe(4);
  });

  test("names are text, whatever they hold", () => {
    const evil = '<img src=x onerror="alert(1)">';
    for (const shown of [
      html(<PersonCell name={evil} second={evil} />),
      html(<RoleChip name={evil} />),
      html(<InlineThread nodes={[{ shape: "round", label: evil }]} />),
    ]) {
      expect(shown).not.toContain("<img");
      expect(shown).toContain("&lt;img");
    }
  });

  test("the other roles are counted and named", () => {
    expect(spoken(<MoreRoles names={["Viewer", "Editor"]} />)).toBe("+2 more: Viewer, Editor");
    expect(html(<MoreRoles names={[]} />)).toBe("");
  });

  test("initials and tint depend on the name alone", () => {
    expect(["Jonas Ekström", "Brand", "Alder & Finch", "o.brandt@x.example", ""].map(initialsOf)).toEqual([
      "JE",
      "BR",
      "AF",
      "OE",
      "?",
    ]);
    expect(tintOf("Dana Weiss")).toBe(tintOf("Dana Weiss"));
    expect(new Set("abcdefghijklmnop".split("").map(tintOf)).size).toBeGreaterThan(3);
  });
});

describe("a thread", () => {
  test("stops at what is missing: dashed from the last node that holds", () => {
    const stopped = html(
      <ThreadThatStops
        held={[
          { shape: "round", title: "Dana Weiss", filled: true },
          { shape: "round", title: "Viewer" },
        ]}
        missing={{ shape: "round", title: "View Reports" }}
        beyond={{ shape: "square", title: "Reports" }}
      />,
    );
    expect([...stopped.matchAll(/<li class="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "tip",
      "cut-here",
      "missing cut-here",
      "sq unreached",
    ]);
  });

  test("fills the steps that are done", () => {
    const steps = ["Ask", "Wait", "Enter"].map((title) => ({ shape: "round", title }) as const);
    expect(html(<ThreadAhead nodes={steps} done={2} />).match(/class="tip done"/g)).toHaveLength(2);
  });

  test("in one line reads as a list, the person first", () => {
    const line = (
      <InlineThread
        nodes={[
          { shape: "square", label: "Brand" },
          { shape: "round", label: "Editor" },
        ]}
      />
    );
    expect(spoken(line)).toBe("You, Brand, Editor");
  });
});
