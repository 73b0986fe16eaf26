/** Where the library goes, whatever else is said. */
const REAL = 'web.whatsapp.com'

/**
 * What the browser is told. `page`: the host, with or without a port, at which WhatsApp Web is found. Another one than the real
 * one is taken for it, whatever certificate it shows, and no other host can be reached then.
 */
export function browserArgs({
  page,
  extra,
  isRoot,
}: {
  page: string
  extra: readonly string[]
  isRoot: boolean
}): string[] {
  return [
    // Chromium starts as root without its sandbox or not at all.
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    ...(page === REAL ? [] : inThePlaceOfTheRealOne(page)),
    ...extra,
  ]
}

function inThePlaceOfTheRealOne(page: string): string[] {
  const { hostname } = new URL(`https://${page}`)
  return [
    '--disable-quic',
    '--ignore-certificate-errors',
    `--host-resolver-rules=MAP ${REAL} ${page}, MAP * ~NOTFOUND, EXCLUDE ${hostname}`,
  ]
}
