"use client";

import * as Dropdown from "@radix-ui/react-dropdown-menu";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from "react";
import { classes } from "./classes";
import { Icon, type IconName } from "./icon";
import { Kbd } from "./kbd";
import { Link } from "./link";
import { leaveToScrim, SheetScrim, useOpen } from "./sheet-scrim";

/** Up to this width the menu is a sheet, which may come up under the pointer that opened it. */
const sheetWidth = "(max-width: 720px)";

/**
 * A button's menu; a bottom sheet on phones. Arrows, Home, End and typing move in it, Escape gives focus back.
 * @param props.opener in place of a trigger: which of many buttons on the page it belongs to at the moment
 */
export function Menu({
  trigger,
  opener = null,
  label,
  head,
  align = "end",
  open,
  onOpenChange,
  children,
}: {
  /** One focusable element that takes props and ref, such as `<IconButton icon="more" …/>`. */
  trigger?: ReactNode;
  opener?: HTMLElement | null;
  label: string;
  head?: ReactNode;
  align?: "start" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const [shown, change] = useOpen(open, onOpenChange);
  /** The release of the press that opened a sheet chooses nothing in it. */
  const pressedInside = useRef(false);
  const openAfresh = (next: boolean) => {
    pressedInside.current = false;
    change(next);
  };
  return (
    <Dropdown.Root open={shown} onOpenChange={openAfresh} modal={false}>
      <Dropdown.Trigger asChild>{trigger ?? <Opener button={opener} />}</Dropdown.Trigger>
      <Dropdown.Portal>
        <div>
          <SheetScrim onPress={() => openAfresh(false)} />
          <Dropdown.Content
            className="pop menu"
            align={align}
            sideOffset={4}
            collisionPadding={8}
            onPointerDownOutside={leaveToScrim}
            onPointerDownCapture={() => {
              pressedInside.current = true;
            }}
            onPointerUpCapture={(event) => {
              if (!pressedInside.current && window.matchMedia(sheetWidth).matches) event.stopPropagation();
            }}
            onKeyDown={chooseByKey}
            aria-label={label}
            aria-labelledby={undefined}
          >
            {head && (
              <div className="menu-head" aria-hidden="true">
                {head}
              </div>
            )}
            {children}
          </Dropdown.Content>
        </div>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

/** Lets a button elsewhere on the page be the trigger: the menu lies beside it, and it says whether it is open. */
function Opener({
  button,
  ref,
  "aria-expanded": expanded,
}: {
  button: HTMLElement | null;
  ref?: Ref<HTMLElement | null>;
  "aria-expanded"?: boolean;
}) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => button, [button]);
  useEffect(() => {
    button?.setAttribute("aria-expanded", String(expanded ?? false));
  }, [button, expanded]);
  return null;
}

/** The single key of an item does what the item does, while the menu is open. */
function chooseByKey(event: KeyboardEvent<HTMLElement>) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  const selector = `[aria-keyshortcuts="${CSS.escape(event.key.toUpperCase())}"]:not([data-disabled])`;
  const item = event.currentTarget.querySelector<HTMLElement>(selector);
  if (!item || document.documentElement.dataset.keys === "off") return;
  event.preventDefault();
  item.click();
}

type Item = {
  icon?: IconName;
  shortcut?: string;
  /** What the act does, below its name: who gains and who loses. */
  effect?: ReactNode;
  danger?: boolean;
  /** A disabled item says why in its effect line. */
  disabled?: boolean;
  children: ReactNode;
};

function ItemContent({ icon, shortcut, effect, children, name, why }: Item & { name: string; why: string }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span id={name}>{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
      {effect && (
        <span className="why" id={why}>
          {effect}
        </span>
      )}
    </>
  );
}

function useItemProps({ effect, danger, disabled, shortcut }: Item) {
  const id = useId();
  const name = `${id}-name`;
  const why = `${id}-why`;
  return {
    name,
    why,
    props: {
      className: classes("mi", danger && "bad"),
      disabled,
      "aria-keyshortcuts": shortcut,
      "aria-labelledby": name,
      "aria-describedby": effect ? why : undefined,
    },
  };
}

export function MenuItem({ onSelect, ...item }: Item & { onSelect: () => void }) {
  const { name, why, props } = useItemProps(item);
  return (
    <Dropdown.Item {...props} onSelect={onSelect}>
      <ItemContent {...item} name={name} why={why} />
    </Dropdown.Item>
  );
}

export function MenuLink({ href, current, ...item }: Item & { href: string; current?: boolean }) {
  const { name, why, props } = useItemProps(item);
  return (
    <Dropdown.Item {...props} asChild>
      <Link href={href} aria-current={current ? "true" : undefined}>
        <ItemContent {...item} name={name} why={why} />
      </Link>
    </Dropdown.Item>
  );
}

/** Submits the form it stands in; the menu stays until the answer comes. */
export function MenuSubmit(item: Item) {
  const { name, why, props } = useItemProps(item);
  return (
    <Dropdown.Item {...props} asChild onSelect={(event) => event.preventDefault()}>
      <button type="submit">
        <ItemContent {...item} name={name} why={why} />
      </button>
    </Dropdown.Item>
  );
}

export function MenuChoice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <Dropdown.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <Dropdown.Label className="menu-label">{label}</Dropdown.Label>
      {options.map((option) => (
        <Dropdown.RadioItem key={option.value} value={option.value} className="mi">
          <Dropdown.ItemIndicator asChild>
            <span style={{ gridColumn: 1 }}>
              <Icon name="check" />
            </span>
          </Dropdown.ItemIndicator>
          <span>{option.label}</span>
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  );
}

export function MenuRule() {
  return <Dropdown.Separator className="menu-rule" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Dropdown.Label className="menu-label">{children}</Dropdown.Label>;
}
