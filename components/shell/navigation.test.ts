import { expect, test } from "vitest";
import { rootAttributes } from "../preferences";
import { currentItem, type NavItem, tabsOf } from "./navigation";

const item = (href: string, exact?: boolean): NavItem => ({ href, label: href, icon: "key", exact });
const home = item("/w/alder-finch", true);
const members = item("/w/alder-finch/settings/members");
const settings = item("/w/alder-finch/settings");

test("the longest address that the path begins with is the current one", () => {
  const items = [home, settings, members];
  expect(currentItem("/w/alder-finch", items)).toBe(home);
  expect(currentItem("/w/alder-finch/settings/members/42", items)).toBe(members);
  expect(currentItem("/w/alder-finch/settings/members-old", items)).toBe(settings);
  expect(currentItem("/w/alder-finch/elsewhere", items)).toBeUndefined();
});

test("phones show five tabs, or four and More", () => {
  const items = ["/a", "/b", "/c", "/d", "/e", "/f"].map((href) => item(href));
  expect(tabsOf([{ items: items.slice(0, 2) }, { title: "S", items: items.slice(2, 5) }]).more).toEqual([]);
  const { tabs, more } = tabsOf([{ items }]);
  expect([tabs.length, more.length]).toEqual([4, 2]);
});

test("an unknown theme in the cookie is the system's", () => {
  expect(rootAttributes("dark", "off")).toEqual({ "data-theme": "dark", "data-keys": "off" });
  expect(rootAttributes('"><script>', "on")).toEqual({ "data-theme": undefined, "data-keys": undefined });
});
