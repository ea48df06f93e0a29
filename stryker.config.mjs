import './jest.config.js'

/**
 * Mutation testing of what is shipped: `npm run mutation`, not part of `npm test`. A surviving mutant is a missing row of a test.
 * Those that are left, and why, stand in bench/mutation/survivors.ts.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  // Not the glue that only Segment's globals can run: its bundle is tested as a whole.
  mutate: ['src/**/*.ts', '!**/generated-*.ts', '!src/sources/*/on-request.ts'],
  testRunner: 'mocha',
  mochaOptions: {
    require: ['tsx/cjs'],
    spec: ['bench/mutation/every.ts']
  },
  coverageAnalysis: 'perTest',
  incremental: false,
  // Tables of labels and meanings, made once when a module is loaded: each would cost a run of all tests.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 92, break: 90 },
  reporters: ['clear-text', 'progress', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['/dist', '/.dist-*', '/coverage', '/reports', '/screenshots', '/.heap-appcues']
}
