"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useShortcut } from "@/components/ui/shortcut";
import { toast } from "@/components/ui/toast";
import type { AuditFilter, ExportRequest } from "@/lib/audit/input";
import { auditLink } from "../../audit-link";
import { prepareExportAction } from "./actions";

const purpose = "The log names people and what they may do; an export takes that out of Remit.";

/** Takes exactly the filtered events along as a file. The log tells of it first, then the browser downloads. */
export function ExportMenu({ workspace, filter }: { workspace: string; filter: AuditFilter }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const { submit, dialog } = useSubmit(workspace);
  useShortcut("e", () => setOpen(true));

  const take = async (format: ExportRequest["format"]) => {
    setBusy(true);
    const input = { format, ...filter };
    const outcome = await submit(prepareExportAction, input, { purpose, attempt: JSON.stringify(input) });
    setBusy(false);
    if (!outcome) return;
    if (!outcome.ok) return toast.error(outcome.message);
    const { prepared } = outcome.value;
    download(`/api/w/${workspace}/audit/export?${new URLSearchParams({ ...filter, format, prepared })}`);
    toast.success("The download has started.", {
      action: auditLink(workspace, prepared),
    });
    router.refresh();
  };

  return (
    <>
      <Menu
        label="Export"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button icon="export" shortcut="E" busy={busy}>
            Export
          </Button>
        }
      >
        <MenuItem
          effect="For spreadsheets. Cells that begin like a formula are made harmless."
          onSelect={() => take("csv")}
        >
          CSV
        </MenuItem>
        <MenuItem effect="One event a line, with everything it holds." onSelect={() => take("jsonl")}>
          JSON Lines
        </MenuItem>
      </Menu>
      {dialog}
    </>
  );
}

function download(href: string) {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
