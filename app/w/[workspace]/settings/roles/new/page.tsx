import type { Metadata } from "next";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { roleForm } from "@/lib/roles/form";
import { RoleFormId } from "@/lib/roles/input";
import { RoleEditor } from "../editor/role-editor";

export const metadata: Metadata = { title: "New role" };

const address = addressBy(RoleFormId.pick({ from: true }));

export default async function NewRolePage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const form = await valueOrPage(roleForm({ workspace, ...address.in(search) }));
  return <RoleEditor key={form.from?.id ?? "new"} workspace={workspace} form={form} />;
}
