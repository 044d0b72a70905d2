import { auditExport, demandPrepared } from "@/lib/audit/export";
import { ExportDownload } from "@/lib/audit/input";
import { route } from "@/lib/doorway/route";

const types = { csv: "text/csv; charset=utf-8; header=present", jsonl: "application/x-ndjson" };

export const GET = route({
  name: "audit.export",
  permission: "governance:export-audit",
  input: ExportDownload,
  limit: { name: "audit.export", points: 30, seconds: 600 },
  respond: async (context, { prepared, ...request }, http) => {
    await demandPrepared(context, prepared, request);
    const { slug } = context.workspace;
    const day = new Date(context.now / 1000).toISOString().slice(0, 10);
    // The framework answers HEAD from here as well, and would leave the body unread.
    const body = http.method === "HEAD" ? null : await auditExport(context, request, http.signal);
    return new Response(body, {
      headers: {
        "content-type": types[request.format],
        "content-disposition": `attachment; filename="${slug}-audit-${day}.${request.format}"`,
      },
    });
  },
});
