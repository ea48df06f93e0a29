import { FingerprintSet } from '../../../host/delivery/fingerprint-set'

describe('KeySet', () => {
  it('says of each text whether it is new', () => {
    const keys = new FingerprintSet()
    expect([keys.add('a'), keys.add('b'), keys.add('a'), keys.add(''), keys.add('')]).toStrictEqual([
      true,
      true,
      false,
      true,
      false
    ])
    expect(keys.size).toBe(3)
  })

  it('tells 300,000 keys apart that look alike, and knows each again', () => {
    const keys = new FingerprintSet()
    const key = (n: number) => `appcues-${n}:score:NPS Score Submitted`
    const added = Array.from({ length: 300_000 }, (_, n) => keys.add(key(n))).filter(Boolean).length
    const again = Array.from({ length: 300_000 }, (_, n) => keys.add(key(n))).filter(Boolean).length
    expect({ added, again, size: keys.size }).toStrictEqual({ added: 300_000, again: 0, size: 300_000 })
  })
})
