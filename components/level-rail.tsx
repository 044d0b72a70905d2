"use client";

import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { type Level, levelNames } from "@/lib/access/catalogue";
import { Tally } from "./tally";
import { classes } from "./ui/classes";

const levels = [0, 1, 2, 3, 4] as const;

/**
 * One level out of five on a line: filled up to the thumb, which carries tally and name. Arrows move it, the keys 0 to
 * 4 set it. Stops below `floor` are held by something else: they are drawn hatched, arrows stop before them, and to
 * press one asks (`onLevel` is called, and may refuse). Stops above `ceiling` are closed to the person at hand.
 * @param props.held why the stops below the floor are held
 * @param props.closed why the stops above the ceiling are closed
 * @param props.off its application is off: the line is dashed and grey
 */
export function LevelRail({
  label,
  level,
  floor = 0,
  held,
  ceiling = 4,
  closed,
  off = false,
  onLevel,
}: {
  label: string;
  level: Level;
  floor?: Level;
  held?: string | undefined;
  ceiling?: Level;
  closed?: string | undefined;
  off?: boolean;
  onLevel: (level: Level) => void;
}) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  // The focus stays with the thumb, wherever keys moved it.
  useEffect(() => {
    if (group.current?.contains(document.activeElement))
      group.current.querySelectorAll<HTMLInputElement>("input")[level]?.focus();
  }, [level]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const wanted = wantedBy(event.key, level, floor, ceiling);
    if (wanted === null) return;
    event.preventDefault();
    if (wanted !== level) onLevel(wanted);
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      aria-describedby={classes(held && `${id}-held`, closed && `${id}-closed`) || undefined}
      className={classes("rail", `l${level}`, off && "off")}
      style={{ "--n": level } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      {levels.map((stop) => {
        const blocked = stop < floor;
        return (
          <label
            key={stop}
            className={classes(
              "notch",
              stop === level && "on",
              blocked && "blocked",
              stop > ceiling && "closed",
            )}
          >
            <input
              type="radio"
              name={id}
              value={stop}
              checked={stop === level}
              aria-disabled={blocked || undefined}
              disabled={stop > ceiling && stop !== level}
              aria-describedby={blocked && held ? `${id}-held` : undefined}
              onChange={() => onLevel(stop)}
            />
            {stop === level ? (
              <span className="thumb">
                <Tally level={stop} />
                {levelNames[stop]}
              </span>
            ) : (
              <span className="dot">
                <span className="sr">{levelNames[stop]}</span>
              </span>
            )}
          </label>
        );
      })}
      {held && (
        <span className="sr" id={`${id}-held`}>
          {held}
        </span>
      )}
      {closed && (
        <span className="sr" id={`${id}-closed`}>
          {closed}
        </span>
      )}
    </div>
  );
}

function wantedBy(key: string, level: Level, floor: Level, ceiling: Level): Level | null {
  if (/^[0-4]$/.test(key)) return Number(key) > ceiling ? null : (Number(key) as Level);
  const clamp = (to: number) => Math.min(ceiling, Math.max(floor, to)) as Level;
  if (key === "ArrowRight" || key === "ArrowUp") return clamp(level + 1);
  if (key === "ArrowLeft" || key === "ArrowDown") return clamp(level - 1);
  if (key === "Home") return floor;
  return key === "End" ? ceiling : null;
}
