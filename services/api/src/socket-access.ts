import { type Database, inWorkspace, readCampaignProgress } from '@siaran/db'
import type { SocketGatewayOptions } from '@siaran/realtime'
import type { AuthenticateToken } from './authenticate.js'
import { Problem } from './problem.js'

/** Who may open a socket and what it may watch: the same tokens and workspaces as over HTTP. Any role may listen. */
export function socketAccess(
  db: Database,
  authenticateToken: AuthenticateToken,
): Pick<SocketGatewayOptions, 'authenticate' | 'canWatch' | 'snapshot'> {
  return {
    async authenticate(token) {
      try {
        const { workspaceId, credentialId, expiresAt } = await authenticateToken(token)
        return { workspaceId, sessionId: credentialId, expiresAt }
      } catch (err) {
        if (err instanceof Problem) return null
        throw err
      }
    },
    canWatch: (workspaceId, id) =>
      inWorkspace(
        workspaceId,
        async () => (await db.prisma.campaign.count({ where: { id, workspaceId, isSequence: false } })) > 0,
      ),
    async snapshot(workspaceId, campaignId) {
      const [progress] = await inWorkspace(workspaceId, () => readCampaignProgress(db, [campaignId]))
      if (progress === undefined) return null
      const { status, progress: percent, processedCount, totalRecipients, counts } = progress
      return { campaignId, status, progress: percent, processedCount, totalRecipients, counts }
    },
  }
}
