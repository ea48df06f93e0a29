/**
 * Tests that install from the registry: `npm run test:install` and `npm run test:segment`. `npm test` stays offline.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.registry.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.dist-'],
  transform: { '^.+\\.tsx?$': ['ts-jest', { diagnostics: false }] },
  testTimeout: 600000
}
