import type { Metadata } from "next";
import { z } from "zod";
import { momentWords } from "@/app/w/[workspace]/explain-words";
import { placeIcons } from "@/components/place-icons";
import { Crumbs } from "@/components/ui/crumbs";
import { dateWords } from "@/components/ui/time-words";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { ExplainQuestion } from "@/lib/explain/input";
import { explainAccess } from "@/lib/explain/queries";
import { addressBy, type Search } from "@/lib/fields/address";
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
  searchParams: Promise<Search>;
};

export const metadata: Metadata = { title: "Explain access" };

const { person, permission, resourceId, at } = ExplainQuestion.shape;
const address = addressBy(
  z.strictObject({ person, permission: permission.default("segment:edit"), on: resourceId, at }),
);

export default async function ExplainPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const asked = address.in(await searchParams);
  const { on, ...question } = asked;
  const explanation = await valueOrPage(explainAccess({ workspace, resourceId: on, ...question }));
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
