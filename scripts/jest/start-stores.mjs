import { startTestRun } from '@siaran/testkit'

/** One Postgres (with a migrated template database) and one Redis for the whole run of Jest. */
export default async function startStores() {
  globalThis.siaranTestRun = await startTestRun()
}
