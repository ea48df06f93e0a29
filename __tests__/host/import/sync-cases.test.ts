import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reconcileList } from '../../../host/audit/reconcile'
import { syncList } from '../../../host/import/sync-list'
import type { SyncFlags } from '../../../host/import/list-run'
import { callsTo, withProperty } from '../../support/audience-platform'
import { appcuesEnvironment, quietContext } from '../../support/audience-context'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

const sandboxes = withSandboxes({ appcues: { planJob: () => ({ delay: 1 }) } })
const folder = temporaryFolder()
const caseFile = (name: string): string => join(__dirname, '../../cases', name)

async function sync(file: string, flags: Partial<SyncFlags> = {}) {
  const context = quietContext(folder.path('state'), appcuesEnvironment)
  const result = await syncList(file, { segment: 'Power users', live: true, ...flags }, context)
  return { ...result, text: context.printed.join('\n') }
}

async function repair(file: string, also: string) {
  const context = quietContext(folder.path('state'), appcuesEnvironment)
  const agrees = await reconcileList(file, { segment: 'Power users', live: true, repair: true, also }, context)
  return { agrees, text: context.printed.join('\n') }
}

const list = (name: string, ids: readonly string[]): string => folder.write(name, `user_id\n${ids.join('\n')}\n`)
const memberships = () => withProperty(sandboxes.appcues, '[Heap] Power users')

describe('a list that cannot be read whole', () => {
  const everyone = ['alice', 'bob', 'carol', 'dave', 'old']
  const asMembers = Object.fromEntries(everyone.map((id) => [id, true]))

  it('removes no one with --remove, says so first, and lets joins go on', async () => {
    await sync(list('before.csv', everyone))
    const remove = list('remove.csv', ['bob', 'old'])
    const { isWhole, text } = await sync(caseFile('members-unquoted-comma.csv'), { remove })
    expect(isWhole).toBe(false)
    expect(memberships()).toStrictEqual(asMembers)
    expect(text).toMatch(
      /^No one was removed: 1 line of members-unquoted-comma\.csv could not be read \(first: line 3\)/
    )
  })

  it('removes no one with reconcile --repair --also', async () => {
    await sync(list('before.csv', everyone))
    const { agrees, text } = await repair(caseFile('members-unquoted-comma.csv'), list('also.csv', everyone))
    expect(agrees).toBe(false)
    expect(memberships()).toStrictEqual(asMembers)
    expect(text).toMatch(/^No one is removed: 1 line of members-unquoted-comma\.csv could not be read/)
  })

  it('because pandas wrote its numbers with a fraction removes no one', async () => {
    await sync(caseFile('members-decimal-before.csv'))
    const { isWhole } = await sync(caseFile('members-decimal-today.csv'), {
      remove: caseFile('members-decimal-before.csv')
    })
    expect(isWhole).toBe(false)
    expect(memberships()).toStrictEqual({ 1201: true, 1202: true, 1203: true })
  })

  it('only for a blank or a placeholder is whole enough', async () => {
    await sync(list('before.csv', ['ada', 'old']))
    const { isWhole } = await sync(folder.write('now.csv', 'user_id,plan\nada,a\n,b\nnull,c\n'), {
      remove: list('remove.csv', ['old'])
    })
    expect(isWhole).toBe(false)
    expect(memberships()).toStrictEqual({ ada: true, old: false })
  })
})

describe('an empty list', () => {
  it.each([
    ['a header', caseFile('members-empty.csv')],
    ['an empty JSON list', '[]']
  ])('lets everyone leave with --remove: %s', async (_what, content) => {
    await sync(caseFile('members-before.csv'))
    const file = content === '[]' ? folder.write('empty.json', '[]') : content
    const { isWhole } = await sync(file, { remove: caseFile('members-before.csv') })
    expect(isWhole).toBe(true)
    expect(memberships()).toStrictEqual({ 'u-1': false, 'u-2': false })
  })

  it('lets everyone leave with reconcile --repair --also', async () => {
    await sync(caseFile('members-before.csv'))
    expect(await repair(caseFile('members-empty.csv'), caseFile('members-before.csv'))).toMatchObject({ agrees: true })
    expect(memberships()).toStrictEqual({ 'u-1': false, 'u-2': false })
  })
})

describe('a list of other origin', () => {
  it('of Heap Connect is read by identity, and says so', async () => {
    const { text } = await sync(caseFile('members-heap-connect.csv'))
    expect(memberships()).toStrictEqual({ 'u-1': true, 'u-2': true })
    expect(text).toContain('The ids are taken from "identity"; --id-column "user_id" takes the other.')
  })

  it.each([
    ['members-excel.csv', {}, false],
    ['members-literals.csv', { '-': true }, false],
    ['members-stray-quote.tsv', { 'u-1': true, 'u-2': true, 'u-3': true, 'u-4': true }, true],
    ['members-header-again.csv', { 'u-1': true, 'u-2': true, 'u-3': true }, true]
  ])('makes users of people only: %s', async (name, members, whole) => {
    const { isWhole } = await sync(caseFile(name))
    expect(isWhole).toBe(whole)
    expect(memberships()).toStrictEqual(members)
  })
})

describe('--resume', () => {
  it('of a run that was finished sends nothing and moves no time', async () => {
    const file = list('members.csv', ['ada'])
    await sync(file)
    const [{ description }] = sandboxes.appcues.state.segments()
    sandboxes.appcues.requests.clear()
    const { lastSynced, isWhole } = await sync(file, { resume: true })
    expect({ lastSynced, isWhole }).toStrictEqual({ lastSynced: undefined, isWhole: true })
    expect(callsTo(sandboxes.appcues, /import|add_user_ids/)).toStrictEqual([])
    expect(sandboxes.appcues.state.segments()[0].description).toBe(description)
  })
})

describe('--outcome', () => {
  it('that names the list is rejected before anything is sent', async () => {
    const file = list('members.csv', ['ada'])
    await expect(sync(file, { outcome: file })).rejects.toMatchObject({
      name: 'CommandError',
      message: '--outcome names a file that is read here, which would be lost. Name another file.'
    })
    expect(readFileSync(file, 'utf8')).toBe('user_id\nada\n')
    expect(callsTo(sandboxes.appcues, /import|add_user_ids/)).toStrictEqual([])
  })
})
