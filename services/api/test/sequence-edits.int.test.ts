import { expect, test } from '@jest/globals'
import { sequenceWords, text } from './sequence-words.js'

const { us, created, read, messagesOf, underWay } = sequenceWords()

test('an edit changes what is named alone', async () => {
  const before = await created({ niche: 'kopi', nextTrigger: 'warm', reentry: { afterDays: 3 }, expireAfterHours: 5 })
  const { status, body } = await us().call('PATCH', `sequences/${before.id}`, { name: 'Hello', niche: null })
  const untouched = { added: 0, moved: 0, rewritten: 0, skipped: 0 }
  expect([status, body.data]).toEqual([200, { ...before, name: 'Hello', niche: null, messages: untouched }])
  const changes = {
    trigger: 'other',
    targetStatus: 'prospect',
    exitOnReply: false,
    reentry: 'never',
    expireAfterHours: null,
    nextTrigger: null,
    throttleConfig: { messagesPerMinute: 7 },
  }
  expect((await us().call('PATCH', `sequences/${before.id}`, changes)).body.data).toMatchObject(changes)
})

test('an edit of the steps says how many messages it added, moved and skipped; a step that keeps its id keeps the rest', async () => {
  const { id } = await underWay(2)
  const [hi, still, bye] = (await read(id)).steps
  const edit = (steps: object[]) => us().call('PATCH', `sequences/${id}`, { steps })
  const renamed = await edit([hi, { id: still.id, ...text('Are you there?') }, bye].map(written))
  expect(renamed.body.data.messages).toEqual({ added: 0, moved: 0, rewritten: 2, skipped: 0 })
  expect(renamed.body.data.steps[1]).toEqual({ ...still, messageContent: 'Are you there?' })
  const later = await edit([{ ...written(hi), delayMinutes: 10 }, written(still), written(bye)])
  expect(later.body.data.messages).toEqual({ added: 0, moved: 6, rewritten: 2, skipped: 0 })
  const changed = await edit([{ ...written(hi), delayMinutes: 10 }, written(still), text('New')])
  expect(changed.body.data.messages).toEqual({ added: 2, moved: 0, rewritten: 0, skipped: 2 })
  expect(changed.body.data.steps.map(({ messageContent }: { messageContent: string }) => messageContent)).toEqual([
    'Hi',
    'Still there?',
    'New',
  ])
  const skipped = (await messagesOf(id)).filter(({ status }) => status === 'skipped')
  expect(skipped.map(({ stepId, errorCode }) => [stepId, errorCode])).toEqual(Array(2).fill([bye.id, 'step_removed']))
  expect((await read(id)).counts).toMatchObject({ planned: 8, skipped: 2 })
})

/** A step as one writes it, of one that was read. */
const written = ({ counts: _, ...step }: { counts?: object; [field: string]: unknown }) => step
