import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FilterBy } from "@/components/ui/filter-by";
import { PageHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { dateTimeWords } from "@/components/ui/time-words";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { KeysFilter } from "@/lib/keys/input";
import { keysOf } from "@/lib/keys/queries";
import { CreateKey } from "./create-key";
import { FirstKey } from "./first-key";
import { KeysTable } from "./keys-table";

export const metadata: Metadata = { title: "API keys" };

const address = addressBy(KeysFilter);

export default async function ApiKeysPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/api-keys`;
  const filter = address.in(search);
  const hrefOf = (changes: Partial<typeof filter>) => address.href(base, filter, changes);
  const page = await valueOrPage(keysOf({ workspace, ...filter }));
  const create = page.mayOwn && (
    <CreateKey
      workspace={workspace}
      endpoint={page.endpoint}
      authorityEnds={page.mayOwnUntil && dateTimeWords(page.mayOwnUntil, page.now, page.timeZone)}
    />
  );
  if (page.counts.live + page.counts.ended === 0)
    return (
      <div className="keys-page">
        <Head />
        <FirstKey endpoint={page.endpoint} action={create} />
      </div>
    );
  return (
    <div className="keys-page">
      <Head action={create} />
      <div className="bar">
        <SearchField label="Search keys" placeholder="Search name, prefix or owner" resets={["after"]} />
        <FilterBy
          label="Status"
          options={[
            { id: "live", name: "Active", count: page.counts.live },
            { id: "ended", name: "Revoked or expired", count: page.counts.ended },
          ]}
          value={filter.state}
          hrefOf={(state) => hrefOf({ state })}
        />
        <SortChip
          orders={{ newest: "Newest", name: "Name", used: "Last used" }}
          order={filter.sort ?? "newest"}
          hrefOf={(sort) => hrefOf({ sort })}
        />
      </div>
      <KeysTable
        mayOwn={page.mayOwn}
        workspace={workspace}
        rows={page.rows}
        now={page.now}
        timeZone={page.timeZone}
        pages={{
          previous: filter.after ? hrefOf({}) : undefined,
          next: page.next ? hrefOf({ after: page.next }) : undefined,
        }}
      />
    </div>
  );
}

function Head({ action }: { action?: ReactNode }) {
  return (
    <PageHead
      title="API keys"
      lead="With a key, another system asks what somebody may do here. Its owner answers for it: it works as long as they may have it."
      actions={action}
    />
  );
}
