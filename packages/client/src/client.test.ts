import { expect, test } from '@jest/globals'
import { asForm, createSiaranClient } from './index.js'

function clientOf(token: string | (() => string | undefined), answer: Response) {
  const sent: Request[] = []
  const fetch = async (request: Request) => {
    sent.push(request)
    return answer.clone()
  }
  return { sent, client: createSiaranClient({ baseUrl: 'http://siaran.example', token, fetch }) }
}

test('a request goes to its path with the token of the moment and its body as JSON', async () => {
  let token: string | undefined
  const { client, sent } = clientOf(() => token, Response.json({ success: true, data: { id: 'x' } }))
  await client.GET('/api/v1/auth/me')
  token = 'srn_1'
  await client.PATCH('/api/v1/leads/{id}', { params: { path: { id: 'x y' } }, body: { firstName: 'Aisyah' } })
  expect(sent.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
    ['http://siaran.example/api/v1/auth/me', null],
    ['http://siaran.example/api/v1/leads/x%20y', 'Bearer srn_1'],
  ])
  expect(await sent[1]!.json()).toEqual({ firstName: 'Aisyah' })
})

test('a refusal comes as an error with its code, and does not throw', async () => {
  const refusal = {
    success: false,
    message: 'There is no such lead',
    error: { code: 'lead.not_found', requestId: 'r-1' },
  }
  const { client } = clientOf('srn_1', Response.json(refusal, { status: 404 }))
  const { data, error, response } = await client.GET('/api/v1/leads/{id}', { params: { path: { id: 'x' } } })
  expect([data, error, response.status]).toEqual([undefined, refusal, 404])
})

test('a form carries files as they are and objects as JSON, and leaves out what is not there', async () => {
  const file = new File(['phone\n0123456789'], 'leads.csv')
  const form = asForm({ file, mode: 'skip', defaults: { niche: 'skincare' }, deviceId: undefined })
  expect([...form.keys()]).toEqual(['file', 'mode', 'defaults'])
  expect([form.get('mode'), form.get('defaults')]).toEqual(['skip', '{"niche":"skincare"}'])
  expect((form.get('file') as File).name).toBe('leads.csv')
})
