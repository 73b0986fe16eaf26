import { asSystem } from '@siaran/db'
import { createSecretBox } from '@siaran/secrets'
import type { ApiDeps } from './app.js'

const PAGE = 200

/**
 * Closes with the first key what an old one closed, so that the old one is needed no more once this has run. Does nothing
 * with one key. What cannot be opened is left as it is and said; what somebody changes meanwhile is theirs.
 */
export const resealCredentials = (deps: Pick<ApiDeps, 'db' | 'config' | 'log'>): Promise<void> =>
  asSystem(() => resealAll(deps))

async function resealAll({ db, config, log }: Pick<ApiDeps, 'db' | 'config' | 'log'>): Promise<void> {
  if (config.SIARAN_SECRET_KEY.length === 1) return
  const secrets = createSecretBox(config.SIARAN_SECRET_KEY)
  let devices = 0
  for (let after: string | undefined; ; ) {
    const page = await db.prisma.device.findMany({
      where: { credentials: { not: null }, id: { gt: after } },
      select: { id: true, credentials: true },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    for (const { id, credentials } of page) {
      if (credentials === null || secrets.isCurrent(credentials)) continue
      try {
        const sealed = secrets.seal(secrets.open(credentials, id), id)
        devices += (await db.prisma.device.updateMany({ where: { id, credentials }, data: { credentials: sealed } }))
          .count
      } catch (err) {
        log.error({ err, deviceId: id }, "a device's credentials could not be closed with the new key")
      }
    }
    if (page.length < PAGE) break
    after = page.at(-1)!.id
  }
  if (devices > 0) log.info({ devices }, 'credentials were closed with the new key')
}
