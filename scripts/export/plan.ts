import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { hashOf, readRecord } from './checkout'
import type { Checkout, ExportRecord } from './checkout'
import { filesBelow, parse } from './source-files'
import { folder, source } from './places'
import { testFiles } from './test-files'

const REGISTERED = new RegExp(`^register\\('[^']*', './${folder}'\\)$`, 'm')

/** Segment's list of destinations with ours under this id: in its place when it stands there already, else at the end. */
export function withRegistration(text: string, id: string): string {
  const line = `register('${id}', './${folder}')`
  if (REGISTERED.test(text)) return text.replace(REGISTERED, line)
  const last = [...text.matchAll(/^register\(.*\)$/gm)].pop()
  const end = last ? last.index + last[0].length : text.search(/^function register\(/m)
  return last
    ? `${text.slice(0, end)}\n${line}${text.slice(end)}`
    : `${text.slice(0, end)}${line}\n\n${text.slice(end)}`
}

/** Whether two TypeScript files differ only in what a formatter decides: the same tree, and the same comments. */
export const isSameCode = (one: string, other: string): boolean =>
  shapeOf(parse('file.ts', one)) === shapeOf(parse('file.ts', other)) && commentsOf(one) === commentsOf(other)

/** What of a node stands in no child of it. */
interface Inner {
  operator?: ts.SyntaxKind
  token?: ts.SyntaxKind
  isTypeOnly?: boolean
}

function shapeOf(node: ts.Node): string {
  if (ts.isParenthesizedExpression(node)) return shapeOf(node.expression)
  if (ts.isParenthesizedTypeNode(node)) return shapeOf(node.type)
  const { operator, token, isTypeOnly } = node as Inner
  const children: string[] = []
  ts.forEachChild(node, (child) => void children.push(shapeOf(child)))
  const text = ts.isIdentifier(node) || ts.isLiteralExpression(node) || ts.isTemplateLiteralToken(node) ? node.text : ''
  const own = [node.kind, node.flags & ts.NodeFlags.BlockScoped, operator, token, isTypeOnly, text]
  return `(${JSON.stringify(own)}${children.join('')})`
}

const commentsOf = (text: string): string => (text.match(/\/\*[^]*?\*\/|\/\/.*/g) ?? []).join('\n').replace(/\s+/g, ' ')

/** What an export does to a checkout. Files by path below the folder of all destinations there. */
export interface Plan {
  added: Map<string, string>
  changed: Map<string, string>
  /** There already, or laid out otherwise by the formatter there. */
  same: string[]
  /** Written by an earlier export, unchanged since, and no longer part of it. */
  removed: string[]
  /** In the destination's folder, and not ours to remove. */
  notOurs: string[]
  /** Tests that cannot run there, with the reason. */
  leftHere: Map<string, string>
  record: ExportRecord
}

/**
 * Compares what belongs there with what is there; changes nothing.
 *
 * @param id the id that Segment gave the destination: with one it is registered
 */
export function planExport(root: string, checkout: Checkout, id: string | undefined): Plan {
  const tests = testFiles(root)
  const own = filesBelow(root, source).map((file): [string, string] => [
    file.slice(source.length + 1),
    readFileSync(path.join(root, file), 'utf8')
  ])
  const wanted = new Map([...own, ...tests.files].map(([file, text]) => [`${folder}/${file}`, text]))
  const record = Object.fromEntries([...wanted].map(([file, text]) => [file, hashOf(text)]))
  if (id !== undefined) wanted.set('index.ts', withRegistration(readFileSync(checkout.index, 'utf8'), id))
  return { ...compare(checkout, wanted), ...strays(checkout, wanted), leftHere: tests.leftHere, record }
}

function compare({ destinations }: Checkout, wanted: Map<string, string>): Pick<Plan, 'added' | 'changed' | 'same'> {
  const added = new Map<string, string>()
  const changed = new Map<string, string>()
  const same: string[] = []
  for (const [file, text] of wanted) {
    const target = path.join(destinations, file)
    const there = existsSync(target) ? readFileSync(target, 'utf8') : undefined
    if (there === undefined) added.set(file, text)
    else if (there === text || (file.endsWith('.ts') && isSameCode(there, text))) same.push(file)
    else changed.set(file, text)
  }
  return { added, changed, same }
}

function strays({ destinations, record }: Checkout, wanted: Map<string, string>): Pick<Plan, 'removed' | 'notOurs'> {
  const written = readRecord(record)
  const isOurs = (file: string): boolean =>
    written[file] === hashOf(readFileSync(path.join(destinations, file), 'utf8'))
  const files = filesBelow(destinations, folder).filter((file) => !wanted.has(file))
  return { removed: files.filter(isOurs), notOurs: files.filter((file) => !isOurs(file)) }
}
