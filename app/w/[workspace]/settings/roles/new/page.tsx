import type { Metadata } from "next";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { roleForm } from "@/lib/roles/form";
import { readRoleIds } from "@/lib/roles/input";
import { RoleEditor } from "../editor/role-editor";

export const metadata: Metadata = { title: "New role" };

export default async function NewRolePage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const form = await valueOrPage(roleForm({ workspace, ...readRoleIds(search, "from") }));
  return <RoleEditor key={form.from?.id ?? "new"} workspace={workspace} form={form} />;
}
