const { availableParallelism } = require('node:os')

// Far from UTC, and not by whole hours: a time that depends on the machine's zone fails on every machine.
process.env.TZ = 'America/St_Johns'

/** @type {import('jest').Config} */
module.exports = {
  // More than there are cores: many tests wait for a process, a timer or a browser, and others have the cores meanwhile.
  maxWorkers: availableParallelism() + 2,
  testEnvironment: '<rootDir>/__tests__/support/environment.js',
  testSequencer: '<rootDir>/__tests__/support/waiting-first.js',
  globalSetup: '<rootDir>/__tests__/support/build-once.ts',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.dist-', '<rootDir>/.stryker-tmp'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { diagnostics: false }] },
  collectCoverageFrom: ['src/**/*.ts', '!src/**/generated-*.ts'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  // As Jest 27 prints: Segment's repository runs it, and the snapshot of what leaves goes there as it is.
  snapshotFormat: { escapeString: true, printBasicPrototype: true },
  coverageReporters: ['text-summary', 'lcovonly'],
  // For a machine that has much else to do: tests wait for what happens, and only what hangs takes this long.
  testTimeout: 120_000
}
