"use server";

import { prepareExport } from "@/lib/audit/commands";
import { action } from "@/lib/doorway/action";

export const prepareExportAction = action(prepareExport);
