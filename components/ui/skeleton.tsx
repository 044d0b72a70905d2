/** Rows in the geometry of a list of people, while it loads. */
export function RowSkeleton({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
        <div className="row" key={row} style={{ height: 50, padding: "0 28px" }}>
          <Skeleton width={30} height={30} round />
          <Skeleton width={`${46 - ((row * 7) % 20)}%`} />
        </div>
      ))}
    </div>
  );
}

export function Skeleton({
  width = "100%",
  height = 12,
  round = false,
}: {
  width?: number | string;
  height?: number;
  round?: boolean;
}) {
  return (
    <span
      className="skel"
      aria-hidden="true"
      style={{ width, height, borderRadius: round ? "50%" : undefined }}
    />
  );
}
