/**
 * Writes every generated file, or with --check compares them and fails when one is out of date.
 * Generated: the types of settings and payloads, `metadata.json`, docs/reference.md and .env.example.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generatedFiles } from './generated/files'

const root = path.join(__dirname, '..')

async function main(): Promise<void> {
  const check = process.argv.includes('--check')
  const stale: string[] = []
  for (const [file, content] of await generatedFiles()) {
    const target = path.join(root, file)
    if (existsSync(target) && readFileSync(target, 'utf8') === content) continue
    stale.push(file)
    if (!check) writeFileSync(target, content)
  }
  if (check && stale.length > 0) {
    process.stderr.write(`Out of date: ${stale.join(', ')}. Run "npm run generate".\n`)
    process.exitCode = 1
  }
}

void main()
