import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { roleForm } from "@/lib/roles/form";
import { RoleId } from "@/lib/roles/input";
import { RoleEditor } from "../../editor/role-editor";

export const metadata: Metadata = { title: "Edit role" };

export default async function EditRolePage({
  params,
}: {
  params: Promise<{ workspace: string; roleId: string }>;
}) {
  const { workspace, roleId } = await params;
  if (!RoleId.safeParse({ roleId }).success) notFound();
  const form = await valueOrPage(roleForm({ workspace, roleId }));
  if (form.role?.kind !== "custom") redirect(`/w/${workspace}/settings/roles/${roleId}`);
  return <RoleEditor workspace={workspace} form={form} />;
}
