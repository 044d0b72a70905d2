import type { Metadata } from "next";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type KeysFilter, readKeysFilter } from "@/lib/keys/input";
import { type KeysPage, keysOf } from "@/lib/keys/queries";
import { CreateKey } from "./create-key";
import { FirstKey } from "./first-key";
import { KeysTable } from "./keys-table";

export const metadata: Metadata = { title: "API keys" };

const stateWords = { live: "Active", ended: "Revoked or expired" } as const;

export default async function ApiKeysPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/api-keys`;
  const filter = readKeysFilter(search);
  const page = await valueOrPage(keysOf({ workspace, ...filter }));
  const create = <CreateKey workspace={workspace} endpoint={page.endpoint} />;
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
        <SearchField label="Search keys" placeholder="Search name, prefix or maker" resets={["after"]} />
        <StateFilter base={base} filter={filter} counts={page.counts} />
        <SortChip
          orders={{ newest: "Newest", name: "Name", used: "Last used" }}
          order={filter.sort ?? "newest"}
          hrefOf={(sort) => addressOf(base, { ...filter, sort, after: undefined })}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState icon="search" title="No key fits">
          Take away the filter, or search for another word.
        </EmptyState>
      ) : (
        <KeysTable workspace={workspace} page={page} />
      )}
      <Pager
        {...(filter.after ? { previous: addressOf(base, { ...filter, after: undefined }) } : {})}
        {...(page.next ? { next: addressOf(base, { ...filter, after: page.next }) } : {})}
      />
    </div>
  );
}

function Head({ action }: { action?: ReactNode }) {
  return (
    <PageHead
      title="API keys"
      lead="With a key, another system asks what somebody may do here. A key belongs to the workspace, not to who made it."
      actions={action}
    />
  );
}

function StateFilter({
  base,
  filter,
  counts,
}: {
  base: string;
  filter: KeysFilter;
  counts: KeysPage["counts"];
}) {
  return (
    <FilterChip
      label="Status"
      value={filter.state && stateWords[filter.state]}
      clearHref={addressOf(base, { ...filter, state: undefined, after: undefined })}
      options={(["live", "ended"] as const).map((state) => ({
        label: stateWords[state],
        href: addressOf(base, { ...filter, state, after: undefined }),
        selected: state === filter.state,
        count: counts[state],
      }))}
    />
  );
}

function addressOf(base: string, filter: { [Name in keyof KeysFilter]: KeysFilter[Name] | undefined }) {
  const set = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length > 0 ? `${base}?${new URLSearchParams(set)}` : base;
}
