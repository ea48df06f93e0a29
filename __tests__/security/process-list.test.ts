import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const COMMANDS = join(__dirname, '..', '..', 'host', 'commands')

/** What stands on a command line is read by everyone on the machine, and stays in the shell's history. */
it('no command takes a secret on its command line', () => {
  const options = readdirSync(COMMANDS).flatMap((file) =>
    [...readFileSync(join(COMMANDS, file), 'utf8').matchAll(/\.(?:option|requiredOption|argument)\(\s*'([^']+)'/g)].map(
      ([, declaration]) => declaration
    )
  )
  expect(options.length).toBeGreaterThan(5)
  expect(options.filter((option) => /key|secret|password|token|credential/i.test(option))).toEqual([])
})
