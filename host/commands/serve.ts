import type { Command } from 'commander'
import { readEnvironment } from '../cli/environment'
import { interruption } from '../cli/command-context'
import { SERVE_VARIABLES } from '../serve/options-from-environment'
import { serve } from '../serve/serve'

export function addServe(program: Command): void {
  program
    .command('serve')
    .description(
      'Receive the webhooks of Appcues and Heap, and what Segment sends, and deliver them to the real Heap and Appcues: in production, without Segment’s catalog. Settings come from the environment or from .env.'
    )
    .addHelpText('after', () => `\nVariables beside those of the settings (.env.example lists all):\n${variables()}`)
    .action(async () => {
      const { signal, end } = interruption()
      await serve({ environment: readEnvironment(), write: console.log, signal }).finally(end)
    })
}

const variables = (): string => {
  const width = Math.max(...Object.keys(SERVE_VARIABLES).map((name) => name.length)) + 2
  return Object.entries(SERVE_VARIABLES)
    .map(([name, description]) => `  ${name.padEnd(width)}${description}`)
    .join('\n')
}
