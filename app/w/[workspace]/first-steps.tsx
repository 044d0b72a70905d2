import { guideTo } from "@/components/plain-words";
import { Link } from "@/components/ui/link";
import { dateWords } from "@/components/ui/time-words";
import type { Home } from "@/lib/home/queries";

const newcomerDays = 30;

/** A short guide for somebody who joined within the last 30 days: what to read, what to begin with, whom to ask. */
export function FirstSteps({ workspace, home }: { workspace: string; home: Home }) {
  if (!home.joinedAt || Date.parse(home.now) - Date.parse(home.joinedAt) > newcomerDays * 86_400_000)
    return null;
  const [strongest] = guideTo(home.profile).filter(({ level }) => level > 0);
  const best = home.features.toSorted((a, b) => b.level - a.level)[0];
  const [admin] = home.admins.names;
  return (
    <section className="guide" aria-labelledby="first-steps">
      <div>
        <h2 id="first-steps">Good first steps</h2>
        <p className="small muted">You joined on {dateWords(home.joinedAt, home.now, home.timeZone)}</p>
      </div>
      <ol>
        <li>
          <Link href={`/w/${workspace}/roles-guide`}>
            <b>Read what your role gives</b>
            <span>Every role in plain words</span>
          </Link>
        </li>
        {strongest && best && best.level > 0 && (
          <li>
            <Link href={`/w/${workspace}/features/${best.feature}`}>
              <b>{strongest.text}</b>
              <span>The most you may do here</span>
            </Link>
          </li>
        )}
        <li>
          <b>Ask for what you miss</b>
          <span>{admin ? `${admin} can help` : "An Admin can help"}</span>
        </li>
      </ol>
    </section>
  );
}
