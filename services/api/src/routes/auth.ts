import { loginBody, loginView, meView, successOf } from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import type { LogIn } from '../login.js'
import { userView, workspaceView } from '../people-view.js'

export function authRoutes(app: App, { db }: ApiDeps, logIn: LogIn): void {
  app.post(
    '/auth/login',
    { config: { policy: 'public' }, schema: { body: loginBody, response: { 200: successOf(loginView) } } },
    async (request) => {
      const { token, expiresAt, user, workspace } = await logIn({ ...request.body, address: request.ip })
      return {
        success: true as const,
        data: { token, expiresAt: expiresAt.toISOString(), user: userView(user), workspace: workspaceView(workspace) },
      }
    },
  )

  app.get(
    '/auth/me',
    { config: { policy: 'viewer' }, schema: { response: { 200: successOf(meView) } } },
    async ({ caller }) => {
      const { workspace, ...user } = await db.prisma.user.findUniqueOrThrow({
        where: { id: caller.userId },
        include: { workspace: true },
      })
      const shown = { ...userView(user), role: caller.role }
      return { success: true as const, data: { user: shown, workspace: workspaceView(workspace), via: caller.via } }
    },
  )
}
