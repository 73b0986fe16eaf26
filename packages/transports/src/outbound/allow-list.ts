import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** What is reached although it is not a public address, or not on port 80 or 443. */
export interface AllowList {
  /** The host is named, for every port or for this one. */
  allowsHost(host: string, port: number): boolean
  /** The address is named, or its network. */
  allowsAddress(address: string, port: number): boolean
}

/**
 * Reads `OUTBOUND_ALLOW_HOSTS`: host names and addresses, each with or without a port, and networks in CIDR, separated by
 * commas: `gateway.internal, 10.0.0.5:8080, 192.168.0.0/16, [fd00::5]:8080`. Throws with the entry that is none of these.
 */
export function readAllowList(text: string): AllowList {
  const hosts: { host: string; port: number | null }[] = []
  const networks: [Address, number][] = []
  for (const entry of text.split(',').map((each) => each.trim())) {
    if (entry === '') continue
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry))
    else hosts.push(readHost(entry))
  }
  const names = (host: string, port: number) =>
    hosts.some((allowed) => allowed.host === host && (allowed.port === null || allowed.port === port))
  return {
    allowsHost: (host, port) => names(nameOf(host), port),
    allowsAddress(text, port) {
      const address = ipaddr.process(text)
      return (
        names(nameOf(text), port) ||
        networks.some(([network, bits]) => address.kind() === network.kind() && address.match([network, bits]))
      )
    },
  }
}

function readHost(entry: string): { host: string; port: number | null } {
  const bare = ipaddr.IPv6.isValid(entry) ? `[${entry}]` : entry
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^\s:/@[\]]+)(?::(\d{1,5}))?$/i.exec(bare) ?? []
  if (host === undefined || !URL.canParse(`http://${host}`))
    throw new Error(`"${entry}" is neither a host, nor host:port, nor a network as 10.0.0.0/8`)
  return { host: nameOf(new URL(`http://${host}`).hostname), port: port === undefined ? null : Number(port) }
}

/** One spelling for a host: lower case, an address without its brackets, an IPv4 address as such. */
function nameOf(host: string): string {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : bare
}
