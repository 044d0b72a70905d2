export const statuses = [
  "active",
  "pending",
  "expired",
  "deactivated",
  "removed",
  "revoked",
  "accepted",
] as const;
export type Status = (typeof statuses)[number];

const ring = <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />;
const line = { stroke: "currentColor", strokeWidth: 1.4, strokeLinecap: "round", fill: "none" } as const;
const cross = (
  <>
    {ring}
    <path d="M4.2 4.2l3.6 3.6M7.8 4.2L4.2 7.8" {...line} />
  </>
);

const marks = {
  active: { word: "Active", mark: <circle cx="6" cy="6" r="3.5" fill="currentColor" /> },
  pending: {
    word: "Pending",
    mark: (
      <circle
        cx="6"
        cy="6"
        r="4.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="2.3 2.3"
      />
    ),
  },
  expired: { word: "Expired", mark: cross },
  deactivated: {
    word: "Deactivated",
    mark: (
      <>
        {ring}
        <path d="M4.7 4.3v3.4M7.3 4.3v3.4" {...line} />
      </>
    ),
  },
  removed: { word: "Removed", mark: cross },
  revoked: { word: "Revoked", mark: cross },
  accepted: { word: "Accepted", mark: <path d="M2.4 6.4l2.4 2.4 4.8-5.3" {...line} /> },
} as const;

/** A quiet word and a shape; the shape says it without colour. */
export function StatusMark({ status }: { status: Status }) {
  return (
    <span className={`st ${status}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {marks[status].mark}
      </svg>
      {marks[status].word}
    </span>
  );
}
