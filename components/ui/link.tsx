import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to one of our pages. Nothing is asked of the server before somebody follows it: every page is drawn for whoever
 * asks and shows the access of that moment, and a list would ask for each of its rows.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
