/** Unit beside the code; integration on a real Postgres and a real Redis; end to end with every service as a process. */
const shared = {
  testEnvironment: 'node',
  // Workspace packages are read from their source: no build between an edit and its test.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '/content-disposition/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  // Written as ES modules alone; Bull Board's Fastify adapter brings it.
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm/)?content-disposition)'],
  moduleNameMapper: {
    '^@prisma/client/runtime/(.*)\\.mjs$': '@prisma/client/runtime/$1.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/', '/.siaran/'],
  roots: ['<rootDir>/packages', '<rootDir>/services'],
}

export default {
  // The first `npm test` on a slow machine starts Postgres beside a build; nothing here asserts a time.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/scripts/jest/longest-first.mjs',
  globalSetup: '<rootDir>/scripts/jest/start-stores.mjs',
  globalTeardown: '<rootDir>/scripts/jest/stop-stores.mjs',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{packages,services}/*/src/**/*.test.ts'] },
    { ...shared, displayName: 'integration', testMatch: ['<rootDir>/{packages,services}/*/test/**/*.int.test.ts'] },
    {
      ...shared,
      displayName: 'histories',
      roots: ['<rootDir>/histories'],
      testMatch: ['<rootDir>/histories/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'simulation',
      roots: ['<rootDir>/simulate'],
      testMatch: ['<rootDir>/simulate/**/*.test.ts'],
    },
    { ...shared, displayName: 'end-to-end', roots: ['<rootDir>/e2e'], testMatch: ['<rootDir>/e2e/**/*.e2e.test.ts'] },
  ],
}
