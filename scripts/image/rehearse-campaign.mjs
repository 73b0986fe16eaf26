import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { asForm, createSiaranClient } from '@siaran/client'
import { phoneNetworkClient } from '@siaran/phone-network'

const DEVICES = 3
const WITHIN_MS = 60_000

const dataOf = ({ data, error }) => {
  if (error !== undefined) throw new Error(`${error.error?.code}: ${error.message}`)
  return data.data
}

async function until(sentence, holds) {
  const end = performance.now() + WITHIN_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`This did not come true within ${WITHIN_MS / 1000} s: ${sentence}`)
    await sleep(50)
  }
}

/**
 * Signs in, connects devices, imports `phones` as leads, sends them a campaign, and asks the phones. Throws when one of them
 * has not got the message exactly once, or a page that the API serves is not there.
 */
export async function rehearseCampaign({ apiUrl, phoneNetworkUrl, signIn, phones }) {
  let token
  const api = createSiaranClient({ baseUrl: apiUrl, token: () => token })
  token = dataOf(await api.POST('/api/v1/auth/login', { body: signIn })).token
  const one = (id) => ({ params: { path: { id } } })

  for (const path of ['/docs/', '/docs/json', '/admin/queues', '/admin/queues/api/queues', '/readyz', '/metrics']) {
    const { status } = await fetch(`${apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal(status, 200, `GET ${path} is ${status}`)
  }

  for (let n = 1; n <= DEVICES; n++) {
    const { id } = dataOf(await api.POST('/api/v1/devices', { body: { name: `Kaunter ${n}`, transport: 'simulator' } }))
    dataOf(await api.POST('/api/v1/devices/{id}/connect', one(id)))
    await until(
      `device ${n} is online`,
      async () => dataOf(await api.GET('/api/v1/devices/{id}', one(id))).status === 'online',
    )
  }

  const csv = ['No. Telefon;Niche', ...phones.map((phone) => `${phone};gladi`)].join('\n')
  const body = { file: new File([csv], 'leads.csv', { type: 'text/csv' }) }
  const { id: importId } = dataOf(await api.POST('/api/v1/leads/import', { body, bodySerializer: asForm }))
  await until('the import is completed', async () => {
    const { status, importedRows } = dataOf(await api.GET('/api/v1/imports/{id}', one(importId)))
    return status === 'completed' && importedRows === phones.length
  })

  const { id } = dataOf(
    await api.POST('/api/v1/campaigns', {
      body: {
        name: 'Gladi bersih',
        messageType: 'text',
        messageContent: 'Hi {{firstName | default: "there"}}',
        audienceType: 'niche',
        audienceConfig: { niche: 'gladi' },
        scheduleType: 'manual',
        throttleConfig: { messagesPerMinute: 1_200 },
      },
    }),
  )
  dataOf(await api.POST('/api/v1/campaigns/{id}/start', { ...one(id), body: {} }))
  await until(
    'the campaign is completed',
    async () => dataOf(await api.GET('/api/v1/campaigns/{id}', one(id))).status === 'completed',
  )
  const received = (await phoneNetworkClient(phoneNetworkUrl).allEntries()).map(({ to }) => to)
  assert.deepEqual(received.sort(), [...phones].sort(), 'each phone got the message once')
}
