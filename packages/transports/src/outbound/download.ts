import { Agent } from 'undici'
import type { AllowList } from './allow-list.js'
import { guardedConnector, type Resolve } from './guarded-connector.js'
import { OutboundDenied } from './outbound-denied.js'

export interface Downloaded {
  /** As the server names it, without its parameters; by its name where the server knows no better than bytes. */
  type: string
  /** The last part of the address that answered; `file` where it has none. */
  name: string
  bytes: Buffer
}

export interface DownloadOptions {
  allowed: AllowList
  /** From the call to the last byte, over all redirects. */
  deadlineMs?: number
  mostBytes?: number
  resolve?: Resolve
}

const REDIRECTS = 5

/**
 * Fetches files at addresses that people have typed in. Every address on the way is looked at as the first one is; a connection
 * for each. Throws a sentence when there is no whole file within the deadline and the cap on its bytes.
 */
export function createDownloader({
  allowed,
  deadlineMs = 20_000,
  mostBytes = 16 * 1024 * 1024,
  resolve,
}: DownloadOptions) {
  const connect = guardedConnector(allowed, { connectTimeoutMs: 10_000, ...(resolve && { resolve }) })
  const agent = new Agent({ connect, pipelining: 0, maxResponseSize: mostBytes })

  const follow = async (url: URL, signal: AbortSignal, left: number): Promise<Downloaded> => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new OutboundDenied(`${url.protocol} is not called: only http and https are`)
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: '*/*' },
      signal,
    })
    // A body that nobody reads fails when it is let go.
    body.on('error', () => {})
    const { location } = headers
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      body.destroy()
      if (left === 0) throw new Error(`${url.host} redirects without end`)
      if (!URL.canParse(location, url.href)) throw new Error(`${url.host} redirects to what is no address`)
      return follow(new URL(location, url), signal, left - 1)
    }
    if (statusCode !== 200) {
      body.destroy()
      throw new Error(`${url.host} answers ${statusCode}`)
    }
    const bytes = Buffer.from(await body.arrayBuffer())
    if (bytes.length === 0) throw new Error(`${url.host} answers with an empty file`)
    const name = nameOf(url)
    return { type: typeOf(headers['content-type'], name), name, bytes }
  }

  return {
    async download(url: URL, signal: AbortSignal): Promise<Downloaded> {
      try {
        return await follow(url, AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]), REDIRECTS)
      } catch (err) {
        if ((err as { code?: string }).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
          throw new Error(`The file at ${url.host} is larger than ${mostBytes} bytes`, { cause: err })
        throw err
      }
    },
    /** Tolerates being called twice. */
    async close(): Promise<void> {
      if (!agent.destroyed) await agent.destroy()
    },
  }
}
export type Downloader = ReturnType<typeof createDownloader>

const BYTES = 'application/octet-stream'
const byEnding: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
}

function typeOf(header: string | string[] | undefined, name: string): string {
  const said = String(header ?? BYTES)
    .split(';')[0]!
    .trim()
    .toLowerCase()
  return said === BYTES ? (byEnding[name.toLowerCase().split('.').at(-1)!] ?? BYTES) : said
}

function nameOf({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) || 'file'
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
