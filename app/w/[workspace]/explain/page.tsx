import type { Metadata } from "next";
import { askedIn } from "@/app/w/[workspace]/explain-address";
import { momentWords } from "@/app/w/[workspace]/explain-words";
import { placeIcons } from "@/components/place-icons";
import { Crumbs } from "@/components/ui/crumbs";
import { dateWords } from "@/components/ui/time-words";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { explainAccess } from "@/lib/explain/queries";
import { ApiCall } from "./api-call";
import { CopyLink } from "./copy-link";
import { Ends } from "./ends";
import { Others } from "./others";
import { Paths } from "./paths";
import { Sentence } from "./sentence";
import { SmallestChange } from "./smallest-change";
import { Verdict } from "./verdict";

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: "Explain access" };

export default async function ExplainPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const asked = askedIn(await searchParams);
  const explanation = await valueOrPage(
    explainAccess({
      workspace,
      permission: asked.permission,
      ...(asked.person && { person: asked.person }),
      ...(asked.on && { resourceId: asked.on }),
      ...(asked.at && { at: asked.at }),
    }),
  );
  const { who, resource, now, timeZone, since, decision } = explanation;
  return (
    <div className="explain-page">
      <div className="top">
        <Crumbs steps={[{ href: `/w/${workspace}`, label: "Home" }]} current="Explain access" />
        <span className="end">
          <CopyLink />
        </span>
      </div>
      <div className="question">
        <h1>Explain access</h1>
        <Sentence
          workspace={workspace}
          asked={asked}
          person={explanation.mayAskAboutOthers ? { name: who.name } : null}
          place={{ name: resource.name, icon: placeIcons[resource.kind] }}
          moment={momentWords(explanation)}
          zone={timeZone}
          now={now}
          since={dateWords(since, now, timeZone)}
        />
      </div>
      <div className="pg2">
        <div>
          <Verdict explanation={explanation} />
          <Paths explanation={explanation} />
        </div>
        <aside className="aside" aria-label="About this answer">
          <SmallestChange workspace={workspace} explanation={explanation} />
          {decision.allow && <Ends explanation={explanation} />}
          <Others explanation={explanation} />
          <ApiCall explanation={explanation} />
        </aside>
      </div>
    </div>
  );
}
