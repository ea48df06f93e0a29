import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import { asRecord } from '../../src/sources/shared/json'
import { jobState } from '../appcues/jobs'
import { facts, found, unseen } from './probe-facts'
import type { Fact, Finding } from './probe-facts'
import { summarize } from './probe-account'
import type { ProbeAccount } from './probe-account'

/** Each looks at something, in this order; the first two make the person and the segment. */
const STEPS = [writePerson, makeSegment, importCells, importBadId, addBadId, sendEvent]

/** The names that a user property, a segment and an event of the probe have. */
export const PROBE = 'heap-appcues probe'
/** The properties of an import, and what their cells hold. */
const CELLS = { [`${PROBE} boolean`]: 'true', [`${PROBE} number`]: '5', [`${PROBE} time`]: '2026-03-10T22:21:56.000Z' }
const NOT_SEEN = 'not while we looked'
const [BOOLEAN, NUMBER, TIME] = Object.keys(CELLS)

/** Finds out what Appcues does, and removes what it made. `left` names what could not be removed. */
export async function probeAppcues(account: ProbeAccount): Promise<{ findings: Finding[]; left: string[] }> {
  const findings: Finding[] = []
  const left: string[] = []
  try {
    for (const step of STEPS) if (!account.options.signal?.aborted) findings.push(...(await step(account)))
  } finally {
    const removal = await remove(account)
    findings.push(removal.finding)
    left.push(...removal.left)
  }
  return { findings: [...findings, jobWords(account)], left }
}

async function writePerson(account: ProbeAccount): Promise<Finding[]> {
  const response = await account.send('PATCH', account.profilePath(account.person), { json: { [PROBE]: true } })
  const both = [facts.unknownUser, facts.readAtOnce]
  if (!isSuccess(response)) return both.map((fact) => unseen(fact, summarize(response)))
  let reads = 0
  const profile = await account.until(async () => {
    reads += 1
    const read = await account.profile()
    return 'trouble' in read || read.properties[PROBE] === true ? read : undefined
  })
  if (profile === undefined) return both.map((fact) => found(fact, false, NOT_SEEN))
  if ('trouble' in profile) return both.map((fact) => unseen(fact, profile.trouble))
  return [
    found(facts.unknownUser, true, 'yes'),
    found(facts.readAtOnce, reads === 1, reads === 1 ? 'yes' : `at read ${reads}`)
  ]
}

async function makeSegment(account: ProbeAccount): Promise<Finding[]> {
  const description = 'Made by heap-appcues check --probe, which removes it again.'
  const json = { name: account.segmentName, description }
  const response = await account.send('POST', '/segments', { json })
  const { id, created_at } = asRecord(response.data)
  if (!isSuccess(response) || (typeof id !== 'string' && typeof id !== 'number')) {
    return [facts.fractions, facts.listLag].map((fact) => unseen(fact, summarize(response)))
  }
  account.segment = String(id)
  let reads = 0
  const isListed = await account.until(async () => {
    reads += 1
    const { data } = await account.send('GET', '/segments')
    return Array.isArray(data) && data.some((one) => String(asRecord(one).id) === account.segment) ? true : undefined
  })
  const hasFractions = /:\d\d\.\d/.test(String(created_at))
  const lag = reads === 1 ? 'at the first read' : `at read ${reads}`
  return [
    created_at === undefined
      ? unseen(facts.fractions, 'the response has no created_at')
      : found(facts.fractions, hasFractions, hasFractions ? 'yes' : 'whole seconds'),
    found(facts.listLag, isListed === true && reads === 1, isListed ? lag : NOT_SEEN)
  ]
}

async function importCells(account: ProbeAccount): Promise<Finding[]> {
  const all = [facts.importBoolean, facts.importNumber, facts.importDate]
  const csv = `user_id,${Object.keys(CELLS).join(',')}\r\n${account.person},${Object.values(CELLS).join(',')}\r\n`
  const response = await account.send('POST', '/import/profiles', { csv })
  if (!isSuccess(response)) return all.map((fact) => unseen(fact, summarize(response)))
  await account.ended(response)
  const profile = await account.until(async () => {
    const read = await account.profile()
    return 'trouble' in read || Object.hasOwn(read.properties, BOOLEAN) ? read : undefined
  })
  if (profile === undefined) return all.map((fact) => unseen(fact, NOT_SEEN))
  if ('trouble' in profile) return all.map((fact) => unseen(fact, profile.trouble))
  return [
    kindOf(facts.importBoolean, profile.properties, BOOLEAN, 'boolean'),
    kindOf(facts.importNumber, profile.properties, NUMBER, 'string'),
    kindOf(facts.importDate, profile.properties, TIME, 'string')
  ]
}

function kindOf(fact: Fact, profile: Record<string, unknown>, name: string, assumed: 'boolean' | 'string'): Finding {
  const value = profile[name]
  const seen =
    value === undefined
      ? 'nothing'
      : `${typeof value === 'string' ? 'a text' : `a ${typeof value}`}, ${JSON.stringify(value)}`
  return found(fact, typeof value === assumed, seen)
}

async function importBadId(account: ProbeAccount): Promise<Finding[]> {
  const csv = `user_id,${PROBE}\r\n${account.person},true\r\n${account.badId},true\r\n`
  const response = await account.send('POST', '/import/profiles', { csv })
  account.isBadIdTaken = isSuccess(response) && (await account.ended(response)) !== 'failed'
  return [rejectedWhole(facts.badImport, response)]
}

async function addBadId(account: ProbeAccount): Promise<Finding[]> {
  if (account.segment === undefined) return [unseen(facts.badAdd, 'there is no segment to add to')]
  const json = { user_ids: [account.person, account.badId] }
  const response = await account.send('POST', account.segmentPath('/add_user_ids'), { json })
  if (isSuccess(response)) await account.ended(response)
  return [rejectedWhole(facts.badAdd, response)]
}

/** 400 is the request's own; anything else that is no success says nothing about the id. */
function rejectedWhole(fact: Fact, response: VendorResponse): Finding {
  if (isSuccess(response)) return found(fact, false, `nothing at once: ${response.status} for all`)
  return response.status === 400 ? found(fact, true, summarize(response)) : unseen(fact, summarize(response))
}

async function sendEvent(account: ProbeAccount): Promise<Finding[]> {
  const json = { name: PROBE, timestamp: new Date((account.options.now ?? Date.now)()).toISOString(), attributes: {} }
  const response = await account.send('POST', `/users/${encodeURIComponent(account.person)}/events`, { json })
  return [found(facts.eventStatus, isSuccess(response), summarize(response))]
}

/** Takes away what the probe made; someone or something that is not there counts as removed. */
async function remove(account: ProbeAccount): Promise<{ finding: Finding; left: string[] }> {
  const left: string[] = []
  const isGone = (response: VendorResponse): boolean => isSuccess(response) || response.status === 404
  if (account.segment !== undefined && !isGone(await account.send('DELETE', account.segmentPath()))) {
    left.push(`the segment "${account.segmentName}"`)
  }
  const response = await account.send('DELETE', account.profilePath(account.person))
  if (!isGone(response) || (await account.ended(response)) === 'failed') left.push(`the user "${account.person}"`)
  if (account.isBadIdTaken && !isGone(await account.send('DELETE', account.profilePath(account.badId)))) {
    left.push(`the user whose id begins with "${account.person}x"`)
  }
  const hasJob = asRecord(response.data).job_id !== undefined
  if (!isSuccess(response)) return { finding: unseen(facts.deletion, summarize(response)), left }
  return { finding: found(facts.deletion, hasJob, hasJob ? 'yes' : `no: ${summarize(response)}`), left }
}

function jobWords({ jobWords: seen }: ProbeAccount): Finding {
  const words = [...seen]
  if (words.length === 0) return unseen(facts.jobWords, 'there was no job to look at')
  const isKnown = jobState(words[words.length - 1]) !== 'running'
  return found(facts.jobWords, isKnown, words.join(', then '))
}
