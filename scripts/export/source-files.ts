import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** One module that a file names: where its name stands, without the quotes, and what comes from it. */
export interface ModuleName {
  name: string
  start: number
  end: number
  typeOnly: boolean
  /** What stands between the braces of an import, where that is all it imports. */
  braces?: { text: string; start: number; end: number }
}

/** Every module that a TypeScript file names: import, export from, import(), require(), import types, and `jest.mock('./…')`. */
export function moduleNames(fileName: string, text: string): ModuleName[] {
  const found: ModuleName[] = []
  const visit = (node: ts.Node): void => {
    const literal = moduleLiteral(node)
    if (literal) {
      const start = literal.getStart() + 1
      found.push({
        name: literal.text,
        start,
        end: literal.getEnd() - 1,
        typeOnly: isTypeOnly(node),
        ...bracesOf(node)
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(parse(fileName, text))
  return found
}

/** Files that were parsed, by ending and text: an export asks several things of each. */
const parsed = new Map<string, ts.SourceFile>()

export function parse(fileName: string, text: string): ts.SourceFile {
  const key = `${path.extname(fileName)}:${text}`
  const source = parsed.get(key) ?? ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true)
  parsed.set(key, source)
  return source
}

function moduleLiteral(node: ts.Node): ts.StringLiteral | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return asText(node.moduleSpecifier)
  if (ts.isExternalModuleReference(node)) return asText(node.expression)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return asText(node.argument.literal)
  if (ts.isCallExpression(node) && takesModule(node.expression)) return asText(node.arguments[0])
  return undefined
}

const asText = (node: ts.Node | undefined): ts.StringLiteral | undefined =>
  node && ts.isStringLiteral(node) ? node : undefined

const takesModule = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || /^(require|require\.resolve|jest\.\w+)$/.test(callee.getText())

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  return ts.isImportTypeNode(node) || (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true)
}

function bracesOf(node: ts.Node): Pick<ModuleName, 'braces'> {
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined
  const braces = clause?.name ? undefined : clause?.namedBindings
  if (!braces || !ts.isNamedImports(braces)) return {}
  return { braces: { text: braces.getText(), start: braces.getStart(), end: braces.getEnd() } }
}

/** Every file below a folder, by path below `root`, with forward slashes, sorted. Empty when there is no such folder. */
export function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return []
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}
