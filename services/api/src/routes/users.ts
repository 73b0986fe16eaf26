import {
  idParams,
  listOf,
  newUserView,
  pageQuery,
  removedView,
  successOf,
  userBody,
  userPatch,
  userView as userShape,
} from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import { readPage } from '../page.js'
import { userView } from '../people-view.js'
import { notFound } from '../problem.js'
import { changeUser } from '../users/change-user.js'
import { createUser } from '../users/create-user.js'
import { removeUser } from '../users/remove-user.js'

export function userRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps
  const config = { policy: 'admin' } as const
  const response = { 200: successOf(userShape) }

  app.post(
    '/users',
    {
      config: { ...config, problems: ['user.exists', 'user.role_above_own'] },
      schema: {
        operationId: 'createUser',
        summary: 'Add a person; without a password one is made up and shown once',
        body: userBody,
        response: { 201: successOf(newUserView) },
      },
    },
    async ({ caller, body }, reply) => {
      const { user, madeUp: password } = await createUser(deps, caller, body)
      const message = password === undefined ? 'User created' : 'Keep the password: it is not shown again'
      return reply.code(201).send({ success: true, message, data: { ...userView(user), password } })
    },
  )

  app.get(
    '/users',
    {
      config,
      schema: {
        operationId: 'listUsers',
        summary: 'People of the workspace, newest first',
        querystring: pageQuery,
        response: { 200: listOf(userShape) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.user.findMany({ where: { workspaceId, id: { lt: after } }, orderBy: { id: 'desc' }, take }),
      )
      return { success: true as const, data: rows.map(userView), page }
    },
  )

  app.get(
    '/users/:id',
    {
      config: { ...config, problems: ['user.not_found'] },
      schema: { operationId: 'getUser', summary: 'One person', params: idParams, response },
    },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const user = await db.prisma.user.findFirst({ where: { id, workspaceId } })
      if (user === null) throw notFound('user')
      return { success: true as const, data: userView(user) }
    },
  )

  app.patch(
    '/users/:id',
    {
      config: { ...config, problems: ['user.not_found', 'user.exists', 'user.role_above_own', 'user.last_owner'] },
      schema: {
        operationId: 'updateUser',
        summary: 'Change a person; a new password ends their logins',
        params: idParams,
        body: userPatch,
        response,
      },
    },
    async ({ caller, params: { id }, body }) => ({
      success: true as const,
      message: 'User saved',
      data: userView(await changeUser(deps, caller, id, body)),
    }),
  )

  app.delete(
    '/users/:id',
    {
      config: { ...config, problems: ['user.not_found', 'user.role_above_own', 'user.last_owner'] },
      schema: {
        operationId: 'deleteUser',
        summary: 'Remove a person, their logins and their API keys',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      await removeUser(deps, caller, id)
      return { success: true as const, message: 'User removed', data: { id } }
    },
  )
}
