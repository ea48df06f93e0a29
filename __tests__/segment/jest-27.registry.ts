import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { npm } from '../package/support/pack'
import { fakeCheckout } from './support/fake-checkout'

const ROOT = path.join(__dirname, '../..')

/** What Segment's repository installs for the tests of a destination. */
const THEIRS = {
  '@segment/actions-core': '3.170.0',
  '@segment/destination-subscriptions': '3.37.0',
  '@types/jest': '^27.0.0',
  'fast-uri': '3.1.0',
  jest: '27.5.1',
  liquidjs: '10.27.2',
  lodash: '4.18.1',
  nock: '13.5.6',
  'ts-jest': '27.1.5',
  typescript: '5.5.4'
}

/** The part of their configuration that decides how a test runs. */
const CONFIGURATION = {
  preset: 'ts-jest',
  globals: { 'ts-jest': { isolatedModules: true } },
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', '__tests__/__helpers__/']
}

const COMPILER = {
  module: 'commonjs',
  target: 'es2020',
  lib: ['es2020'],
  esModuleInterop: true,
  resolveJsonModule: true
}

describe('the exported tests', () => {
  it('pass under the Jest, nock and ts-jest of Segment’s repository', () => {
    const checkout = fakeCheckout()
    const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs')
    const exported = spawnSync(process.execPath, [tsx, 'scripts/export.ts', checkout], { cwd: ROOT, encoding: 'utf8' })
    expect(exported.stderr).toBe('')

    const folder = path.join(checkout, 'packages/destination-actions')
    const text = (value: unknown): string => JSON.stringify(value, null, 2)
    writeFileSync(
      path.join(folder, 'package.json'),
      text({ name: '@segment/action-destinations', private: true, dependencies: THEIRS, jest: CONFIGURATION })
    )
    writeFileSync(path.join(folder, 'tsconfig.json'), text({ compilerOptions: COMPILER }))
    // Theirs takes a TypeScript that ts-jest 27 does not list among its peers.
    npm(folder, 'install', '--legacy-peer-deps', '--no-audit', '--no-fund')

    const env = { ...process.env, TZ: 'UTC', CI: 'true' }
    const jest = path.join(folder, 'node_modules/jest/bin/jest.js')
    const ran = spawnSync(process.execPath, [jest, '--ci'], { cwd: folder, encoding: 'utf8', env })
    const summary = ran.stderr.split('\n').filter((line) => /^(?:Tests|Snapshots):|●/.test(line))
    process.stdout.write(`${summary.join('\n')}\n`)
    expect({ status: ran.status, output: ran.status === 0 ? '' : ran.stderr }).toStrictEqual({ status: 0, output: '' })
    expect(ran.stderr).not.toMatch(/obsolete|\d+ skipped/)
  })
})
