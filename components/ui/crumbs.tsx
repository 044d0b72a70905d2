import { Link } from "./link";

export function Crumbs({
  steps,
  current,
}: {
  /** Without `href`: a place whose page is not open to the person. */
  steps: readonly { href?: string; label: string }[];
  current: string;
}) {
  return (
    <nav aria-label="You are here">
      <ol className="crumb">
        {steps.map((step) => (
          <li key={step.href ?? step.label}>
            {step.href ? <Link href={step.href}>{step.label}</Link> : step.label}
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
