import { asSystem } from '@siaran/db'
import { createSecretBox, sessionRow } from '@siaran/secrets'
import type { ApiDeps } from './app.js'

type ResealDeps = Pick<ApiDeps, 'db' | 'config' | 'log'>

const PAGE = 200

/**
 * Closes with the first key what an old one closed, so that the old one is needed no more once this has run. Does nothing
 * with one key. What cannot be opened is left as it is and said; what somebody changes meanwhile is theirs.
 */
export const resealSecrets = (deps: ResealDeps): Promise<void> =>
  asSystem(async () => {
    if (deps.config.SIARAN_SECRET_KEY.length === 1) return
    await resealCredentials(deps)
    await resealSessions(deps)
  })

async function resealCredentials({ db, config, log }: ResealDeps): Promise<void> {
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

/** One after the other: a session may be as large as a page of credentials is small. */
async function resealSessions({ db, config, log }: ResealDeps): Promise<void> {
  const secrets = createSecretBox(config.SIARAN_SECRET_KEY)
  let devices = 0
  for (const { deviceId } of await db.prisma.deviceSession.findMany({ select: { deviceId: true } })) {
    const kept = await db.prisma.deviceSession.findUnique({ where: { deviceId } })
    if (kept === null || secrets.isCurrent(kept.session)) continue
    const { savedAt, leaseEpoch } = kept
    try {
      const session = secrets.sealBytes(secrets.openBytes(kept.session, sessionRow(deviceId)), sessionRow(deviceId))
      // Not its owner's word, which comes under an epoch: it is the same session, unless another one has been saved.
      const where = { deviceId, savedAt, leaseEpoch }
      devices += (await db.prisma.deviceSession.updateMany({ where, data: { session } })).count
    } catch (err) {
      log.error({ err, deviceId }, "a device's session could not be closed with the new key")
    }
  }
  if (devices > 0) log.info({ devices }, 'sessions were closed with the new key')
}
