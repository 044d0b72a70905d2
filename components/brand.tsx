/** The mark: the stem is authority, the shoulder is what is handed on, the dot is the person who answers for it. */
export function BrandMark({ size = 26 }: { size?: number }) {
  const stroke = {
    stroke: "var(--on-accent)",
    strokeWidth: 2.2,
    strokeLinecap: "round",
    fill: "none",
  } as const;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6.5" fill="var(--accent)" />
      <path d="M8 18.2V10.3M8 13.1c0-3.5 1.9-5.5 5.3-5.7" {...stroke} />
      <circle cx="16" cy="7.6" r="2.1" fill="var(--on-accent)" />
    </svg>
  );
}
