import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What the package answers to bad input, row by row: each has a block of tests under these very words. */
const ROWS = [
  'Something needed is missing, too long, or unusable',
  'Nobody to attach it to',
  'One bad event among 1000 good ones',
  'Heap rejects a batch with an empty 400',
  '408, 429, 5xx, timeout, reset',
  'Wrong credentials',
  'The kept Appcues segment was deleted',
  'Credentials of one vendor',
  'Half a configuration (an Appcues key and no account)',
  'A forged, stale, or (with secrets set) unsigned webhook',
  'A webhook of an unknown type'
]

it('proves every row by its name, and no other', () => {
  const texts = readdirSync(__dirname).map((file) => readFileSync(join(__dirname, file), 'utf8'))
  const titles = texts.flatMap((text) => [...text.matchAll(/^describe\('([^']+)'/gm)].map(([, title]) => title))
  expect([...new Set(titles)].sort()).toEqual([...ROWS].sort())
})
