import { customType } from "drizzle-orm/pg-core";

/** Text that compares byte by byte, the same on every server. */
export const byteOrdered = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
