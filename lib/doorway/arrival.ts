import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { settings } from "@/lib/settings";
import { callerHeader, callerOf, networksOf } from "./caller";
import { requestIdOf } from "./request";

/**
 * What is done with every HTTP request before the framework sees it: who asks is noted from the socket, which the framework
 * does not hand on, and a refusal of a method, which it answers without a word, is explained.
 */
export function watchArrivals(): void {
  let proxies: ReturnType<typeof networksOf> | undefined;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    proxies ??= networksOf(settings().trustedProxies);
    const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",");
    request.headers[callerHeader] = callerOf(request.socket.remoteAddress, forwarded, proxies);
    explainRefusedMethod(request, response);
  });
}

/** Gives an empty 405 the header Allow and a body. The framework ends it at once, or by way of its compression. */
export function explainRefusedMethod({ url = "", headers }: IncomingMessage, response: ServerResponse): void {
  const { writeHead, end } = response;
  let body: string | undefined;
  const explain = () => {
    if (response.statusCode !== 405 || response.hasHeader("allow") || response.headersSent) return;
    const allow = asksByPost.test(url) ? "POST" : "GET, HEAD";
    const id = requestIdOf(headers["x-request-id"]);
    body = JSON.stringify({ error: "method-not-allowed", message: `Use ${allow} here.`, requestId: id });
    response.setHeader("allow", allow);
    response.setHeader("content-type", "application/json");
    response.setHeader("x-request-id", id);
  };
  response.writeHead = ((status: number, ...rest: never[]) => {
    response.statusCode = status;
    if (rest.length === 0) explain();
    return writeHead.call(response, status, ...rest);
  }) as typeof writeHead;
  response.end = ((...rest: never[]) => {
    explain();
    return body === undefined ? Reflect.apply(end, response, rest) : end.call(response, body, "utf8");
  }) as typeof end;
}

/** Where handlers take POST alone; elsewhere they take GET. */
const asksByPost = /^\/(access\/|api\/auth\/|api\/w\/[^/]+\/questions\/)/;
