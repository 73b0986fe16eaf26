import { loginBody, loginView, meView, successOf } from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import type { LogIn } from '../login.js'
import { userView, workspaceView } from '../people-view.js'

export function authRoutes(app: App, { db }: ApiDeps, logIn: LogIn): void {
  app.post(
    '/auth/login',
    {
      config: { policy: 'public', problems: ['auth.login_failed', 'auth.too_many_attempts'] },
      schema: {
        operationId: 'logIn',
        summary: 'Log in: an email and a password for an access token',
        body: loginBody,
        response: { 200: successOf(loginView) },
      },
    },
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
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'getMe',
        summary: 'Who the token belongs to, and what they may do',
        response: { 200: successOf(meView) },
      },
    },
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
