import fc from '../../support/fast-check'
import { hostileRecord, pollutedPrototypes } from '../../support/hostile-json'
import { withoutNetwork } from '../syncAudience/support/memory-appcues'
import { readCsv } from '../syncAudience/support/read-csv'
import { ALL, ONE_BY_ONE, account, deliver, identify } from './support/deliver-profiles'

withoutNetwork()

it('a property of any input arrives in an import as in a single request, without polluting anything', async () => {
  await fc.assert(
    fc.asyncProperty(hostileRecord, async (traits) => {
      const appcues = account()
      await deliver([identify('ada', traits)], ALL)
      await deliver([identify('ada', traits)], ONE_BY_ONE)
      const [imported] = appcues.bodies('POST', '/import/profiles') as string[]
      const [patched = {}] = appcues.bodies('PATCH', '/users/ada/profile') as object[]
      const [[, ...names] = [], [, ...cells] = []] = imported === undefined ? [] : readCsv(imported)
      const sent = Object.entries(patched).map(([name, value]) => [name, String(value)])
      // Half a character cannot be written in UTF-8.
      const written = sent.map((pair) => pair.map((text) => Buffer.from(text).toString()))
      expect(names.map((name, index) => [name, cells[index]])).toStrictEqual(written)
      expect(names.filter((name) => name.startsWith('_'))).toStrictEqual([])
      expect(names.filter((name) => name.toLowerCase() === 'user_id')).toStrictEqual([])
      expect(cells.filter((cell) => cell.trim() === '')).toStrictEqual([])
    }),
    { numRuns: 100 }
  )
  expect(pollutedPrototypes()).toStrictEqual([])
})
