import { nextPhone } from '@siaran/testkit'
import { type Answer, openApi, type Person } from './open-api.js'

export const headersOf = (key: string, token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'idempotency-key': key,
})
export const lead = (phone = nextPhone()) => ({ phone, firstName: 'Aminah' })
export const seen = ({ status, body, headers }: Answer) => ({
  status,
  body,
  replayed: headers.get('idempotency-replayed'),
})
export const codeOf = ({ status, body }: Answer) => [status, body.error?.code]

/** An API, and from each `begin` on a person in a workspace of their own, who sends their requests under keys. */
export async function openIdempotencyScene() {
  const api = await openApi()
  const { db } = api.stores
  let us: Person
  return {
    api,
    db,
    get us() {
      return us
    },
    post: (path: string, body: unknown, key: string, token = us.token): Promise<Answer> =>
      api.send(`/api/v1/${path}`, {
        method: 'POST',
        headers: headersOf(key, token),
        body: body === undefined ? '' : JSON.stringify(body),
      }),
    /** How many leads our workspace has. */
    leads: () => db.prisma.lead.count({ where: { workspaceId: us.workspaceId } }),
    async begin() {
      us = await api.person()
    },
    close: () => api.close(),
  }
}

export type IdempotencyScene = Awaited<ReturnType<typeof openIdempotencyScene>>
