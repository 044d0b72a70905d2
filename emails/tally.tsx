import { Fragment } from "react";
import { colour, levelColour } from "@/emails/look";
import type { Level } from "@/lib/access/catalogue";

const cells = [1, 2, 3, 4] as const;
const gap = { width: "3px", fontSize: 0, lineHeight: 0 };

/** A level as four cells, as many of them filled as the level is high. The word beside it says the same. */
export function Tally({ level }: { level: Level }) {
  return (
    <table role="presentation" cellPadding="0" cellSpacing="0" border={0}>
      <tbody>
        <tr>
          {cells.map((cell) => {
            const filled = cell <= level;
            const fill = filled ? levelColour[level] : colour.sheet;
            return (
              <Fragment key={cell}>
                <td
                  className={filled ? `c${level}` : "c0"}
                  width="5"
                  height="14"
                  style={{
                    width: "5px",
                    height: "14px",
                    fontSize: 0,
                    lineHeight: 0,
                    backgroundColor: fill,
                    border: `1px solid ${filled ? fill : colour.cell}`,
                  }}
                >
                  &nbsp;
                </td>
                <td width="3" style={gap}>
                  &nbsp;
                </td>
              </Fragment>
            );
          })}
        </tr>
      </tbody>
    </table>
  );
}
