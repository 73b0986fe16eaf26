/**
 * Whether a browser on a page of `origin` may open a socket here: a page of the same host, or of a listed origin.
 * No origin means that it is not a browser, which a page cannot pretend: allowed, the token decides.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  listed: readonly string[],
): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  return (
    page.host === host?.toLowerCase() || listed.some((one) => URL.canParse(one) && new URL(one).origin === page.origin)
  )
}
