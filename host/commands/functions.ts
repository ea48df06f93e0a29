import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { CommandError, withMessage } from '../cli/command-error'
import { packageRoot } from '../cli/package-root'

export function addFunctions(program: Command): void {
  program
    .command('functions')
    .description('Write the functions to paste into Segment: the destination, and the three sources.')
    .argument('[folder]', 'where to write them', '.')
    .action((folder: string) => {
      for (const file of writeFunctions(join(packageRoot(), 'dist', 'functions'), folder)) console.log(file)
      console.log('\nThe head of each file says how it is pasted and which settings it has.')
    })
}

/** Copies the built functions into a folder, and gives the paths of the copies. */
export function writeFunctions(from: string, folder: string): string[] {
  const names = filesIn(from)
  if (names.length === 0) throw new CommandError('The functions are not built yet. Run "npm run build" first.')
  return withMessage(`Cannot write to "${folder}"`, () => {
    mkdirSync(folder, { recursive: true })
    return names.map((name) => {
      const target = join(folder, name)
      copyFileSync(join(from, name), target)
      return target
    })
  })
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.js'))
  } catch {
    return []
  }
}
