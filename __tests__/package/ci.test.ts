import { readFileSync } from 'node:fs'
import path from 'node:path'

const textOf = (file: string): string => readFileSync(path.join(__dirname, '../..', file), 'utf8')

describe('the test command', () => {
  it.each(['README.md', '.ci/run', '.github/workflows/ci.yml'])('is the same in %s', (file) => {
    expect(textOf(file)).toMatch(/npm ci && npm test$/m)
  })

  it('runs on every release of Node that is maintained, from the oldest that the package takes', () => {
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } }
    const oldest = Number(/^>=(\d+)\./.exec(engines.node)?.[1])
    expect(textOf('.github/workflows/ci.yml')).toContain(`node: [${oldest}, ${oldest + 2}, ${oldest + 4}]`)
  })
})
