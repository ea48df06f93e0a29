import ts from 'typescript'
import { parse } from '../../scripts/export/imports'
import { textOf, typescriptFiles } from './support/project'

/** Where the clock, the network and the log of the surroundings are read and handed to the core. */
const EDGES = /^src\/(?:sources\/[^/]+\/on-request|runtime\/(?:destination-function|handler)\/index)\.ts$/

const sources = typescriptFiles.filter((file) => file.startsWith('src/') && !EDGES.test(file))

const FORBIDDEN = [
  /^process\b/,
  /^console\b/,
  /^Date\.now$/,
  /^performance\b/,
  /^Math\.random$/,
  /^(?:globalThis\.)?(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch)$/,
  /^(?:crypto\.)?(?:randomUUID|randomBytes|getRandomValues)$/
]

/** A name that is used as a value: no key, no type, no property of something else. */
const isUse = (node: ts.Node): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(node)) return true
  if (!ts.isIdentifier(node)) return false
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return ts.isCallExpression(parent) ? true : ts.isExpression(node) && !isDeclaredName(parent, node)
}

const isDeclaredName = (parent: ts.Node, node: ts.Identifier): boolean =>
  (parent as { name?: ts.Node }).name === node && !ts.isShorthandPropertyAssignment(parent)

function readsFromOutside(file: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isNow =
      (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
      (ts.isCallExpression(node) && node.expression.getText() === 'Date')
    if (isNow) found.push(node.getText())
    else if (isUse(node) && FORBIDDEN.some((pattern) => pattern.test(node.getText())))
      return void found.push(node.getText())
    ts.forEachChild(node, visit)
  }
  visit(parse(file, text))
  return found
}

describe('src takes time and surroundings as arguments', () => {
  it.each(sources)('%s reads no clock, no environment, no chance, and writes no log', (file) => {
    expect(readsFromOutside(file, textOf(file))).toStrictEqual([])
  })

  it.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const now = new Date',
    'const now = Date()',
    'const clock = Date.now',
    'const key = process.env.KEY',
    "const key = process['env'].KEY",
    'console.log(1)',
    'const log = console',
    'const time = performance.now()',
    'const chance = Math.random()',
    'const id = crypto.randomUUID()',
    'setTimeout(() => 1, 2)',
    'const later = { setTimeout }',
    'void fetch(url)'
  ])('would not stand with: %s', (text) => {
    expect(readsFromOutside('look-alike.ts', text).length).toBeGreaterThan(0)
  })

  it.each([
    'const time = new Date(value)',
    'const time = new Date(0)',
    'const time = Date.UTC(2026, 0)',
    'const isDate = value instanceof Date',
    'const least = Math.min(1, 2)',
    'const a = { process: 1, console: 2, fetch: 3 }',
    'const a = order.process',
    'interface A { performance: number }',
    "const a = 'Date.now()'"
  ])('stands with: %s', (text) => {
    expect(readsFromOutside('look-alike.ts', text)).toStrictEqual([])
  })
})
