import { Destination } from '@segment/actions-core'
import { definition } from '../../delivery/definition'
import type { Environment } from '../../cli/environment'
import { settingsFrom, variableOf } from '../../cli/settings-from-environment'
import type { PlainSettings } from '../../cli/settings-from-environment'

/** What the connection test says about one vendor. */
export interface VendorLine {
  vendor: Vendor
  state: 'right' | 'wrong' | 'not filled in'
  sentence: string
  /** The vendor's own, and nothing of the other's. */
  settings: PlainSettings
}

type Vendor = 'Heap' | 'Appcues'

const fields = definition.authentication?.fields ?? {}

/** The connection test as Segment runs it, for each vendor alone, so that each has a sentence of its own. */
export const vendorLines = (environment: Environment): Promise<VendorLine[]> =>
  Promise.all([vendorLine('Heap', environment), vendorLine('Appcues', environment)])

async function vendorLine(vendor: Vendor, environment: Environment): Promise<VendorLine> {
  const keys = Object.keys(fields).filter((key) => key.startsWith(vendor.toLowerCase()))
  const settings = settingsFrom(environment, fields, keys)
  if (keys.every((key) => settings[key] === fields[key].default)) {
    const [first] = keys
    const sentence = `nothing is filled in (${variableOf(first)} and what follows it). Not checked.`
    return { vendor, state: 'not filled in', sentence, settings }
  }
  const trouble = await troubleOf(settings)
  if (trouble !== undefined) return { vendor, state: 'wrong', sentence: trouble, settings }
  return {
    vendor,
    state: 'right',
    sentence: vendor === 'Heap' ? heapIsRight(settings) : appcuesIsRight(settings),
    settings
  }
}

/** What the framework puts before the sentence of the destination. */
const FRAMEWORK_WORDS = /^Credentials are invalid:\s*(\d{3})?\s*/

const troubleOf = (settings: PlainSettings): Promise<string | undefined> =>
  new Destination(definition).testAuthentication(settings).then(
    () => undefined,
    (error: Error) => error.message.replace(FRAMEWORK_WORDS, '')
  )

const heapIsRight = ({ heapAppId, heapRegion, heapApiKey }: PlainSettings): string =>
  heapApiKey === undefined
    ? `environment ${heapAppId} (${heapRegion}): the id has the right form. Heap takes a wrong id without a word, so only an event that turns up there proves it: --send-test-event, or ${variableOf('heapApiKey')}.`
    : `environment ${heapAppId} (${heapRegion}): Heap accepts the API key.`

const appcuesIsRight = ({ appcuesAccountId, appcuesRegion }: PlainSettings): string =>
  `account ${appcuesAccountId} (${appcuesRegion}): Appcues accepts the API key.`
