import { Kbd } from "@/components/ui/kbd";

/** The keys that work at the moment. */
export function Foot({ narrowed, narrows }: { narrowed: boolean; narrows: boolean }) {
  return (
    <footer aria-hidden="true">
      <span>
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd> Move
      </span>
      <span>
        <Kbd>Enter</Kbd> Do it
      </span>
      {narrows && (
        <span>
          <Kbd>Tab</Kbd> Narrow to this person
        </span>
      )}
      <span>
        <Kbd>Esc</Kbd> {narrowed ? "Widen" : "Close"}
      </span>
      <span className="end">You see only what you may open</span>
    </footer>
  );
}
