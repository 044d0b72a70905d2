"use client";

import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from "react";
import { classes } from "@/components/ui/classes";
import { IconButton } from "@/components/ui/icon-button";
import { ListKeys } from "@/components/ui/list-keys";
import { Menu } from "@/components/ui/menu";
import { Pager } from "@/components/ui/pager";
import { useShortcut } from "@/components/ui/shortcut";
import { PageBox, RowBox, type Selection } from "./selection";

export type Column<Row> = {
  title: ReactNode;
  /** Of its heading and its cells, and of its cells alone. */
  className?: string;
  cellClass?: string;
  cell: (row: Row) => ReactNode;
};

/** Rows that stand together; `title` and `note` are their heading, `none` what is said where there is no row. */
export type Section<Row> = { title?: string; note?: string; rows: readonly Row[]; none?: string };

/** One menu for all rows; a row whose label is null has none. */
export type RowMenu<Row> = {
  label: (row: Row) => string | null;
  align?: "start" | "end";
  items: (row: Row) => ReactNode;
};

/** What a button of a row needs to open one of the list's menus. */
export function opens(menu: string) {
  return { "data-menu": menu, "aria-haspopup": "menu", "aria-expanded": false } as const;
}

/**
 * A list: one page of it as a table, cards on phones, with what lies before and after it, and with what is done to
 * selected rows. The first column names the row. J and K move along the rows, X selects.
 * @param props.menus by their names; `actions` stands at the end of each row, others are opened by what `opens` them
 * @param props.selects whose rows can be selected; `nameOf` names a row, null where it cannot be selected; `ownBoxes`: the
 *   cells draw their boxes, and there is no column of them
 * @param props.stops selector of what takes the focus in each row; null: no keys lead there
 * @param props.empty stands in place of a table without rows
 * @param props.children what is done with the selected rows
 */
export function ListTable<Row>({
  caption,
  look,
  columns,
  sections,
  idOf,
  rowClass,
  menus = {},
  selects,
  stops = 'th[scope="row"] a',
  pages,
  empty,
  children,
}: {
  caption: string;
  look?: string;
  columns: readonly Column<Row>[];
  sections: readonly Section<Row>[];
  idOf: (row: Row) => string;
  rowClass?: (row: Row) => string | false;
  menus?: Readonly<Record<string, RowMenu<Row>>>;
  selects?: { selection: Selection; nameOf: (row: Row) => string | null; ownBoxes?: boolean };
  stops?: string | null;
  pages?: { previous?: string; next?: string };
  empty: ReactNode;
  children?: ReactNode;
}) {
  const id = useId();
  const { opened, openers, close } = useOpenedMenu();
  const rows = sections.flatMap((section) => section.rows);
  const selectable = rows.flatMap((row) => (selects?.nameOf(row) != null ? [idOf(row)] : []));
  useShortcut(selects ? "x" : null, () => {
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-row]")?.dataset.row;
    if (focused && selectable.includes(focused))
      selects?.selection.set([focused], !selects.selection.ids.has(focused));
  });
  const [first, ...others] = columns;
  const boxes = selects?.ownBoxes ? undefined : selects;
  const width = columns.length + (boxes ? 1 : 0) + (menus.actions ? 1 : 0);
  const menu = opened && menus[opened.menu];
  const openedRow = opened && rows.find((row) => idOf(row) === opened.row);
  return (
    <>
      {rows.length === 0 && !sections.some(({ none }) => none) ? (
        empty
      ) : (
        <table className={classes("tbl", look, "cards")} id={id} {...openers}>
          <caption className="sr">{caption}</caption>
          <thead>
            <tr>
              {boxes && (
                <td className="tick">
                  <PageBox ids={selectable} selection={boxes.selection} />
                </td>
              )}
              {columns.map(({ title, className }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a list never change places
                <th key={index} scope="col" className={className}>
                  {title}
                </th>
              ))}
              {menus.actions && (
                <th scope="col" className="menu-cell">
                  <span className="sr">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          {sections.map((section) => (
            <tbody key={section.title ?? ""}>
              {section.title && (
                <tr className="sec">
                  <th scope="colgroup" colSpan={width}>
                    {section.title} {section.note && <span className="n">{section.note}</span>}
                  </th>
                </tr>
              )}
              {section.rows.map((row) => {
                const name = selects?.nameOf(row) ?? null;
                const isSelected = selects?.selection.ids.has(idOf(row));
                const label = menus.actions?.label(row);
                return (
                  <tr
                    key={idOf(row)}
                    data-row={idOf(row)}
                    className={rowClass?.(row) || undefined}
                    data-selectable={(boxes && name !== null) || undefined}
                    data-selected={isSelected || undefined}
                  >
                    {boxes && (
                      <td className="tick">
                        {name !== null && <RowBox id={idOf(row)} name={name} selection={boxes.selection} />}
                      </td>
                    )}
                    <th scope="row" className={classes(first?.className, first?.cellClass) || undefined}>
                      {first?.cell(row)}
                    </th>
                    {others.map(({ className, cellClass, cell }, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: as above
                      <td key={index} className={classes(className, cellClass) || undefined}>
                        {cell(row)}
                      </td>
                    ))}
                    {menus.actions && (
                      <td className="menu-cell">
                        {label && <IconButton icon="more" label={label} {...opens("actions")} />}
                      </td>
                    )}
                  </tr>
                );
              })}
              {section.rows.length === 0 && section.none && (
                <tr className="none">
                  <td colSpan={width}>{section.none}</td>
                </tr>
              )}
            </tbody>
          ))}
        </table>
      )}
      <Menu
        opener={opened?.button ?? null}
        open={opened?.open ?? false}
        onOpenChange={(open) => !open && close()}
        label={(openedRow && menu?.label(openedRow)) ?? ""}
        align={menu?.align ?? "end"}
      >
        {openedRow && menu?.items(openedRow)}
      </Menu>
      <Pager {...pages} />
      {children}
      {stops && rows.length > 0 && <ListKeys listId={id} rows={stops} selects={selects !== undefined} />}
    </>
  );
}

type Opened = { menu: string; row: string; button: HTMLElement; open: boolean };

/** Which menu is open for which row, found by the data of the button that was pressed. */
function useOpenedMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const pressedOpen = useRef(false);
  const openerAt = ({ target }: { target: EventTarget }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-menu]") : null;
    const row = button?.closest<HTMLElement>("[data-row]")?.dataset.row;
    return button?.dataset.menu && row ? { menu: button.dataset.menu, row, button } : null;
  };
  const openFrom = (event: MouseEvent | KeyboardEvent) => {
    const opener = openerAt(event);
    if (!opener) return;
    event.preventDefault();
    setOpened({ ...opener, open: !pressedOpen.current });
    pressedOpen.current = false;
  };
  return {
    opened,
    close: () => setOpened((last) => last && { ...last, open: false }),
    openers: {
      // A press beside an open menu closes it: the click that follows on its own button does not open it again.
      onPointerDown: (event: { target: EventTarget }) => {
        pressedOpen.current = opened?.open === true && openerAt(event)?.button === opened.button;
      },
      onClick: openFrom,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "ArrowDown") openFrom(event);
      },
    },
  };
}
