export * from './builders.js'
export { startTestRun } from './test-run.js'
export { openTestStores, type TestStores, testLog } from './test-stores.js'
export { until } from './until.js'
