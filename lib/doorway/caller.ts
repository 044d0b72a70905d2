import { BlockList, isIP } from "node:net";

/** The header in which {@link file://./arrival.ts} notes who asks; whatever came under this name is overwritten. */
export const callerHeader = "x-remit-caller";

/** The networks of some proxies; an address is one of its own. */
export function networksOf(proxies: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    networks.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  }
  return networks;
}

/**
 * The address of whoever asks: that of the socket, or, as long as that is a proxy of ours, what it says in
 * X-Forwarded-For, from right to left. Whatever lies left of the first stranger anybody can write.
 */
export function callerOf(
  socket: string | undefined,
  forwarded: string | undefined,
  proxies: BlockList,
): string {
  let caller = plain(socket ?? "");
  const hops = (forwarded ?? "").split(",").toReversed();
  for (const hop of hops) {
    const before = plain(hop.trim());
    if (isIP(before) === 0 || !isIn(proxies, caller)) break;
    caller = before;
  }
  return caller || "unknown";
}

function isIn(proxies: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** An IPv4 address as such where a socket for both families tells it as IPv6. */
function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
}
