/** What a job's handler answers. Waiting costs no attempt; anything that should count against the job is thrown. */
export type JobOutcome = { kind: 'done' } | { kind: 'snooze'; forMs: number }

export const done = (): JobOutcome => ({ kind: 'done' })
export const snooze = (forMs: number): JobOutcome => ({ kind: 'snooze', forMs })
