import { tableOf, thousands } from '../../../host/cli/tables'

describe('tableOf', () => {
  it('sets numbers right, with thousands, and text left', () => {
    expect(tableOf(['Event', 'Sent'], [['Flow Started', 12345]])).toBe(
      [
        '┌──────────────┬────────┐',
        '│ Event        │   Sent │',
        '├──────────────┼────────┤',
        '│ Flow Started │ 12,345 │',
        '└──────────────┴────────┘'
      ].join('\n')
    )
  })

  it.each(['\u001b[2J', 'a\nb', '\u0000', '\u009b', '\u2028'])(
    'lets no control character of the data reach the terminal: %j',
    (text) => {
      expect(tableOf(['Event'], [[`x${text}`]])).not.toContain(text)
    }
  )

  it('has no colours of its own', () => {
    expect(tableOf(['Event'], [['x']])).not.toContain('\u001b')
  })
})

describe('thousands', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000_000, '1,000,000']
  ])('writes %d as %s', (value, text) => expect(thousands(value)).toBe(text))
})
