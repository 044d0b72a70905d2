import { SectionHead } from "@/components/ui/page-head";
import type { ObjectOverview } from "@/lib/resources/overview";
import { Why } from "../../why";
import { WhyNot } from "../../why-not";
import { capitalised } from "../object-words";

/** What the person may do with the parts of an object, each with its reason. */
export function Rights({
  resourceId,
  overview: { rights, now, timeZone },
}: {
  resourceId: string;
  overview: ObjectOverview;
}) {
  const when = { now: Date.parse(now) * 1000, zone: timeZone };
  return (
    <section className="blk">
      <SectionHead title="What you may do here" />
      <table className="tbl flat rights">
        <caption className="sr">Your rights on this object</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">You may</th>
            <th scope="col">Why?</th>
          </tr>
        </thead>
        <tbody>
          {rights.map(({ feature, name, level, proof }) => {
            const held = level === "none" ? null : level;
            return (
              <tr key={feature} className={held ? undefined : "off"}>
                <th scope="row">{name}</th>
                <td>{held ? capitalised(held) : "Nothing"}</td>
                <td>
                  {held ? (
                    <Why
                      who="You"
                      what={`${capitalised(held)} of ${name}`}
                      proof={proof}
                      when={when}
                      look="link"
                    />
                  ) : (
                    <WhyNot permission={`${feature}:view`} resourceId={resourceId} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
