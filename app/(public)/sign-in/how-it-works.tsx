import { ThreadAhead } from "@/components/thread";

const steps = [
  { shape: "round", title: "You give your address", how: "The one you were invited with" },
  { shape: "round", title: "A link reaches you", how: "It works for 10 minutes, once" },
  { shape: "round", title: "You press Sign in on its page", how: "Opening the link alone does nothing" },
] as const;

/** The way in; the first `done` steps are behind the person. */
export function howItWorks(done: number) {
  return {
    label: "How it works",
    content: (
      <>
        <h2>How it works</h2>
        <ThreadAhead nodes={steps} done={done} />
      </>
    ),
  };
}
