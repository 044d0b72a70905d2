import Link from "next/link";

export function Crumbs({
  steps,
  current,
}: {
  steps: readonly { href: string; label: string }[];
  current: string;
}) {
  return (
    <nav aria-label="You are here">
      <ol className="crumb">
        {steps.map((step) => (
          <li key={step.href}>
            <Link href={step.href}>{step.label}</Link>
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
