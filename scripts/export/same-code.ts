import ts from 'typescript'
import { parse } from './imports'

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

const commentsOf = (text: string): string =>
  (text.match(/\/\*[^]*?\*\/|\/\/.*$/gm) ?? []).join('\n').replace(/\s+/g, ' ')
