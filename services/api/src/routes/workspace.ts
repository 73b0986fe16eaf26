import { workspaceSettings as settingsShape, successOf, workspacePatch } from '@siaran/contracts'
import { isCountry, isTimeZone } from '@siaran/domain'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import { workspaceSettings } from '../people-view.js'
import { Problem } from '../problem.js'

export function workspaceRoutes(app: App, { db }: ApiDeps): void {
  const response = { 200: successOf(settingsShape) }

  app.get(
    '/workspace',
    { config: { policy: 'viewer' }, schema: { operationId: 'getWorkspace', summary: 'The workspace', response } },
    async ({ caller }) => {
      const workspace = await db.prisma.workspace.findUniqueOrThrow({ where: { id: caller.workspaceId } })
      return { success: true as const, data: workspaceSettings(workspace) }
    },
  )

  app.patch(
    '/workspace',
    {
      config: { policy: 'owner', problems: ['workspace.invalid_timezone', 'workspace.invalid_country'] },
      schema: {
        operationId: 'updateWorkspace',
        summary: 'Change the workspace’s name, time zone, country, or the words with which leads leave and come back',
        body: workspacePatch,
        response,
      },
    },
    async ({ caller, body }) => {
      const { timezone, defaultCountry } = body
      if (timezone !== undefined && !isTimeZone(timezone))
        throw new Problem('workspace.invalid_timezone', `${timezone} is not a time zone, as Asia/Jakarta`)
      if (defaultCountry !== undefined && !isCountry(defaultCountry))
        throw new Problem('workspace.invalid_country', `${defaultCountry} is not a country's two letters, as MY`)
      const [workspace] = await db.prisma.$transaction([
        db.prisma.workspace.update({ where: { id: caller.workspaceId }, data: body }),
        audit(db.prisma, caller, 'workspace.changed', caller.workspaceId, { fields: Object.keys(body) }),
      ])
      return { success: true as const, message: 'Workspace saved', data: workspaceSettings(workspace) }
    },
  )
}
