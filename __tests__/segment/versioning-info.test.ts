import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { filesBelow } from '../../scripts/export/files'
import { parse } from '../../scripts/export/imports'
import * as versions from '../../src/destinations/heap-appcues/versioning-info'

const ROOT = path.join(__dirname, '../..')
const HOME = 'src/destinations/heap-appcues/versioning-info.ts'
const files = filesBelow(ROOT, 'src/destinations/heap-appcues').filter((file) => file.endsWith('.ts') && file !== HOME)

/** Texts of a file in which a version stands as a part of a path. */
function versionedPaths(file: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)
    if (isText && /\/v\d+(?:\/|$)/.test(node.text)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(file, text))
  return found
}

describe('versions of the vendors’ APIs', () => {
  it('are written as in a path', () => {
    expect(Object.values(versions).filter((version) => !/^v\d+$/.test(version))).toStrictEqual([])
  })

  it('stand in versioning-info.ts and in no other file, because Segment reviews them there', () => {
    const elsewhere = files.flatMap((file) =>
      versionedPaths(file, readFileSync(path.join(ROOT, file), 'utf8')).map((text) => `${file}: ${text}`)
    )
    expect(elsewhere).toStrictEqual([])
  })

  it.each([
    ['found', "const url = 'https://api.example.com/v1/users'", 1],
    ['found', 'const url = `${host}/v2/accounts/${account}`', 1],
    ['found', "const base = 'https://api.example.com/v0'", 1],
    ['no version', "const name = 'appcues:v2:step_seen'", 0],
    ['no version', "const url = 'https://api.example.com/vendors/1'", 0],
    ['a comment', '// GET /v2/accounts/{account}/tags', 0]
  ])('are %s in %s', (_what, text, count) => {
    expect(versionedPaths('look-alike.ts', text)).toHaveLength(count)
  })
})
