import ipaddr from 'ipaddr.js'

/** Public by its number, and yet inside: Azure's own services answer there to every machine of theirs. */
const INSIDE = new Set(['168.63.129.16'])

/**
 * Whether an address is of the public internet, one machine's: not loopback, not private, not link-local, not a tunnel into
 * one of those (NAT64, 6to4, Teredo), whatever notation it comes in.
 */
export function isPublicUnicast(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return address.range() === 'unicast' && !INSIDE.has(address.toString())
}
