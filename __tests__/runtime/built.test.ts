import { Script } from 'node:vm'
import { functionSettings } from '../../src/runtime/destination-function/settings'
import { builtHandler, deployFunction, functionCode } from './support/built'
import { fiveSeconds } from './support/five-seconds'
import { functionCases } from './support/function-cases'
import { handlerCases } from './support/handler-cases'

describe('the handler, as it was built', () => handlerCases(builtHandler))

describe('the function, as it is pasted', () => functionCases((fetch) => deployFunction(fetch)))

describe('the five seconds of the function, as it is pasted', () =>
  fiveSeconds((fetch, { now = Date.now, ...timers }) =>
    deployFunction(fetch, {
      Date: Object.assign(class extends Date {}, { now }),
      ...timers,
      ...(timers.setTimeout && { clearTimeout: () => undefined })
    })
  ))

describe('the file', () => {
  it('is one plain script of at most 250 kB', () => {
    const code = functionCode()
    expect(new Script(code)).toBeInstanceOf(Script)
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(250_000)
    expect(code).not.toMatch(/^\s*(?:import|export)\b/m)
    expect(code).not.toMatch(/\brequire\(|\bprocess[.[]|\bnew Function\b|\beval\(|\bAbortController\b|\bTextEncoder\b/)
  })

  it.each(['onTrack', 'onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onDelete'])(
    'declares %s where Segment looks for it',
    (name) => {
      expect(functionCode().match(new RegExp(`^async function ${name}\\(event, settings\\) \\{$`, 'gm'))).toHaveLength(
        1
      )
    }
  )

  it('declares onBatch where Segment looks for it', () => {
    expect(functionCode().match(/^async function onBatch\(events, settings\) \{$/gm)).toHaveLength(1)
  })

  it('says at its head how it is pasted, and names every setting', () => {
    const [head] = functionCode().split('*/')
    expect(head.match(/^ \* \d\. /gm)).toHaveLength(5)
    for (const [key, { type, description }] of Object.entries(functionSettings)) {
      expect(head).toMatch(new RegExp(`^ \\*   ${key} \\(${type}[,)]`, 'm'))
      expect(head).toContain(description)
    }
  })
})
