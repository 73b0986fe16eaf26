import { type LookupAddress, type LookupOptions, lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicUnicast } from './address-rule.js'
import type { AllowList } from './allow-list.js'
import { OutboundDenied } from './outbound-denied.js'

/** `dns.lookup`, with all addresses. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  answer: (err: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

const WEB_PORTS = new Set([80, 443])

/**
 * Connects to public unicast addresses on port 80 and 443 alone, and to what the list allows. Looked at three times: the
 * address that the host is written as, each one that a name resolves to before any is tried, and the one at the other end of
 * the socket before anything is written to it.
 */
export function guardedConnector(
  allowed: AllowList,
  { connectTimeoutMs, resolve: ask = resolve as Resolve }: { connectTimeoutMs: number; resolve?: Resolve },
): buildConnector.connector {
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    const isNamed = allowed.allowsHost(host, port)
    const mayReach = (address: string) =>
      isNamed || allowed.allowsAddress(address, port) || (isPublicUnicast(address) && WEB_PORTS.has(port))
    const denied = (address: string) =>
      new OutboundDenied(
        isPublicUnicast(address)
          ? `Port ${port} of ${host} is not called: only 80 and 443 are`
          : `${host === address ? host : `${host} (${address})`} is not called: it is not a public address`,
      )

    if (isIP(host) !== 0 && !mayReach(host)) return callback(denied(host), null)
    const lookup: LookupFunction = (name, asked, answer) =>
      ask(name, { ...asked, all: true }, (err, addresses) => {
        const bad = addresses?.find(({ address }) => !mayReach(address))
        const failure = err ?? (bad && denied(bad.address))
        if (failure) return answer(failure, '')
        if (asked.all) return answer(null, addresses)
        const [first] = addresses
        answer(first ? null : new Error(`${name} has no address`), first?.address ?? '', first?.family)
      })
    buildConnector({ timeout: connectTimeoutMs, lookup })(options, (...connected) => {
      const [err, socket] = connected
      if (err !== null) return callback(err, null)
      const { remoteAddress } = socket
      if (remoteAddress !== undefined && mayReach(remoteAddress)) return callback(null, socket)
      socket.destroy()
      callback(denied(remoteAddress ?? host), null)
    })
  }
}
