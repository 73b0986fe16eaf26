/** What each program reads from its environment: its name, and the schema that it is read with. The clone has to be built. */
export async function environments() {
  const parts = [
    ['npm start', '../packages/local-stack/dist/config.js', 'stackEnvironment'],
    ['api', '../services/api/dist/config.js', 'apiEnvironment'],
    ['scheduler', '../services/scheduler/dist/config.js', 'schedulerEnvironment'],
    ['campaign-worker', '../services/campaign-worker/dist/config.js', 'workerEnvironment'],
    ['device-sender', '../services/device-sender/dist/config.js', 'senderEnvironment'],
    ['migrate', '../services/migrate/dist/config.js', 'migrateEnvironment'],
    ['phone-network', '../packages/phone-network/dist/config.js', 'phoneNetworkEnvironment'],
  ]
  const read = parts.map(async ([reader, file, name]) => [reader, (await import(file))[name]])
  return new Map(await Promise.all(read))
}
