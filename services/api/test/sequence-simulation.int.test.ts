import { describe, expect, test } from '@jest/globals'
import { insertDevice, unknownId } from '@siaran/testkit'
import { codeOf, sequenceWords, text } from './sequence-words.js'

const { us, db, created, lead, messagesOf } = sequenceWords()

describe('a simulation', () => {
  const simulate = (id: string, body: object) => us().call('POST', `sequences/${id}/simulate`, body)

  test('200: one lead’s journey, as it would be read, at the times of its own clock; nothing is written', async () => {
    const { id: deviceId } = await insertDevice(db(), { workspaceId: us().workspaceId })
    const leadId = await lead({ firstName: 'Siti', timezone: 'Asia/Jakarta', deviceId })
    const { id, steps } = await created({
      steps: [text('Hi {{firstName}}'), text('{{kota}}', { delayMinutes: 60, at: '09:00' })],
    })
    const { status, body } = await simulate(id, { leadId, startAt: '2099-03-02T01:00:00Z' })
    expect(status).toBe(200)
    expect(body.data).toEqual({
      startAt: '2099-03-02T01:00:00.000Z',
      messages: [
        {
          at: '2099-03-02T01:05:00.000Z',
          dueAt: '2099-03-02T01:05:00.000Z',
          step: 1,
          stepId: steps[0].id,
          contact: 1,
          leadId,
          deviceId,
          content: 'Hi Siti',
          missing: [],
        },
        expect.objectContaining({ at: '2099-03-03T02:00:00.000Z', step: 2, content: '', missing: ['kota'] }),
      ],
    })
    expect(await messagesOf(id)).toEqual([])
    expect(await db().prisma.enrolment.count({ where: { sequenceId: id } })).toBe(0)
  })

  test('200: so many at once share the devices, and leave at their pace', async () => {
    for (let n = 0; n < 2; n++) await insertDevice(db(), { workspaceId: us().workspaceId })
    const { id } = await created({ steps: [text('Hi', { delayMinutes: 0 })], throttleConfig: { messagesPerMinute: 1 } })
    const { body } = await simulate(id, { count: 4, startAt: '2099-03-02T01:00:00Z', days: 1 })
    const minutes = body.data.messages.map(({ at }: { at: string }) => at.slice(14, 16))
    expect(minutes).toEqual(['00', '00', '01', '01'])
    expect(new Set(body.data.messages.map(({ deviceId }: { deviceId: string }) => deviceId)).size).toBe(2)
  })

  test('400 and 404: neither a lead nor a count, both, another’s lead, no time, no step, no device', async () => {
    const { id } = await created()
    const leadId = await lead()
    for (const body of [{}, { leadId, count: 2 }, { count: 0 }, { count: 1, days: 0 }])
      expect(codeOf(await simulate(id, body))).toEqual([400, 'request.invalid'])
    expect(codeOf(await simulate(id, { count: 1 }))).toEqual([400, 'sequence.no_device'])
    await insertDevice(db(), { workspaceId: us().workspaceId })
    for (const startAt of ['soon', '9999-12-31T00:00:00Z'])
      expect(codeOf(await simulate(id, { count: 1, startAt }))).toEqual([400, 'request.invalid'])
    expect(codeOf(await simulate(id, { leadId: unknownId() }))).toEqual([404, 'lead.not_found'])
    expect(codeOf(await simulate(unknownId(), { leadId }))).toEqual([404, 'sequence.not_found'])
    expect(codeOf(await simulate((await created({ steps: [] })).id, { leadId }))).toEqual([400, 'sequence.no_steps'])
    const long = await created({ steps: Array.from({ length: 11 }, () => text('Hi')) })
    expect(codeOf(await simulate(long.id, { count: 500 }))).toEqual([400, 'request.invalid'])
  })
})
