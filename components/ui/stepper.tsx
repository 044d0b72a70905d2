/** Steps of a form as a thread laid flat: filled is done, a ring is now, dashed lies ahead. `now`: index from 0. */
export function Stepper({ steps, now }: { steps: readonly string[]; now: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < now ? "done" : index === now ? "now" : undefined}
          aria-current={index === now ? "step" : undefined}
        >
          <span>{step}</span>
          {index < now && <span className="sr">, done</span>}
        </li>
      ))}
    </ol>
  );
}
