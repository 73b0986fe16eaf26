// The import rule of the architecture: services → { db, queue, transports, realtime } → contracts → domain. Arrows never
// turn back; siblings never meet.

const notTests = '(\\.test\\.ts$|/test/|/conformance)'
const siblings = ['db', 'queue', 'transports', 'realtime']

/** Source of `packages/<from>` may import no workspace package but these. */
const only = (from, allowed) => ({
  name: `${from}-imports-${allowed.length === 0 ? 'nothing' : `only-${allowed.join('-and-')}`}`,
  severity: 'error',
  from: { path: `^packages/${from}/src`, pathNot: notTests },
  to: {
    path: '^(packages|services)/',
    pathNot: [`^packages/${from}/`, ...allowed.map((name) => `^packages/${name}/`)],
  },
})

module.exports = {
  forbidden: [
    only('domain', []),
    only('contracts', ['domain']),
    ...siblings.map((name) => only(name, ['contracts', 'domain'])),
    only('client', []),
    only('secrets', []),
    only('platform', []),
    only('phone-network', ['platform']),
    only('local-stack', ['db', 'platform']),
    {
      name: 'services-never-meet',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'services-use-the-rooms-alone',
      comment: 'The local stack, the phone network and the testkit stand beside the services, not under them.',
      severity: 'error',
      from: { path: '^services/[^/]+/src', pathNot: notTests },
      to: { path: '^packages/(local-stack|phone-network|testkit)/' },
    },
    {
      name: 'platform-at-the-edge',
      comment: 'Only main.ts and config.ts of a service know the platform.',
      severity: 'error',
      from: { path: '^services/[^/]+/src', pathNot: ['/(main|config)\\.ts$', notTests] },
      to: { path: '^packages/platform/' },
    },
    {
      name: 'bullmq-behind-its-door',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: ['^packages/queue/', notTests] },
      to: { path: 'node_modules/bullmq', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist', '/generated/'] },
    exclude: { path: ['/dist/', '/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
}
