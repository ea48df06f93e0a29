/** What the server tells the page, as JSON. The page imports these types and nothing else of the server. */

import type { SourceName } from '../../src/sources'

export type VendorName = 'heap' | 'appcues'

/** Where the rows of an export come from: no source, though they enter as Appcues' webhooks do. */
export const EXPORT = 'appcues-export'

/** Where events come from; `segment` are those that are handed to Segment directly. */
export type OriginName = SourceName | typeof EXPORT | 'segment'

/** What became of one event on its way. `waiting` is on its way still, between two attempts perhaps. */
export const OUTCOMES = ['delivered', 'skipped', 'rejected', 'failed', 'waiting'] as const
export type OutcomeName = (typeof OUTCOMES)[number]

/** Where an event was when that was decided. */
export type Stage = 'source' | 'segment' | 'destination'

/** The arrows of the picture, in each direction: vendor to source, source to Segment, Segment to the actions, actions to vendor. */
export const EDGES = [
  'appcues-source',
  'appcues-segment',
  'segment-heap',
  'actions-heap',
  'heap-source',
  'heap-segment',
  'segment-appcues',
  'actions-appcues'
] as const
export type Edge = (typeof EDGES)[number]

export interface EdgeCount {
  passed: number
  skipped: number
  rejected: number
  failed: number
  waiting: number
  /** Attempts after the first. */
  retried: number
}

/** A message with which events were rejected or failed, and how many. */
export interface ReasonCount {
  /** Finds their deliveries. */
  id: number
  message: string
  field?: string
  outcome: 'rejected' | 'failed'
  count: number
}

/** The deliveries that came to an end in a piece of time. */
export interface TimeBar {
  at: number
  /** Milliseconds. */
  step: number
  delivered: number
  skipped: number
  rejected: number
  failed: number
}

export interface Flow {
  edges: Record<Edge, EdgeCount>
  reasons: ReasonCount[]
  bars: TimeBar[]
  /** The newest NPS score that reached Heap, as a delivery to open. */
  nps?: number
  total: number
  waiting: number
}

export interface Status {
  /** Differs from any other state. */
  mark: string
  live: boolean
  accounts: Partial<Record<VendorName, string>>
  flow: Flow
  faults: Record<VendorName, string | null>
  audiences: AudienceView[]
}

export interface DeliverySummary {
  id: number
  at: number
  from: string
  event: string
  /** What happened, for a person; empty where a webhook became no event. */
  title: string
  person: string
  preset?: string
  vendor?: VendorName
  stage: Stage
  outcome: OutcomeName
  message?: string
  field?: string
  attempts: number
}

export interface ExchangeView {
  at: number
  took: number
  method: string
  url: string
  headers: Record<string, string>
  body: string
  /** Of the whole batch's body. */
  bytes?: number
  /** Absent when nothing came back. */
  status?: number
  responseBody?: string
  failure?: string
  curl: string
}

export interface AttemptView {
  at: number
  status: number
  message?: string
  /** How many events went in the same batch. */
  batch: number
  exchanges: ExchangeView[]
}

export interface DeliveryView extends DeliverySummary {
  received?: string
  eventIn?: unknown
  trigger?: string
  action?: string
  payload?: unknown
  sent?: unknown
  body?: unknown
  tries: AttemptView[]
  canSendAgain: boolean
}

export interface FieldView {
  key: string
  label: string
  description: string
  type: string
  required: boolean
  hidden: boolean
  choices?: string[]
}

export interface PresetView {
  id: string
  name: string
  meaning: string
  action: string
  actionTitle: string
  vendor: VendorName
  /** Absent where Segment itself addresses the preset (Engage audiences). */
  trigger?: string
  engageEvent?: string
  mapping: Record<string, unknown>
  enabled: boolean
  changed: boolean
  custom: boolean
  /** Rises with every change; a change must name the version that it is of. */
  version: number
  /** Why it can never send anything, if so. */
  problem?: string
}

export interface ActionView {
  key: string
  title: string
  description: string
  vendor: VendorName
  fields: FieldView[]
}

export interface SettingView {
  key: string
  label: string
  description: string
  type: 'text' | 'secret' | 'choice' | 'boolean' | 'number' | 'list'
  choices?: string[]
  /** Never given for a secret. */
  value?: string | number | boolean
  filledIn: boolean
}

export interface SettingsView {
  destination: SettingView[]
  sources: { name: string; isSecured: boolean; settings: SettingView[] }[]
}

export interface PreviewView {
  taken: boolean
  payload?: unknown
  requests: { method: string; url: string; body: unknown }[]
  rejection?: string
  note?: string
}

export interface ExampleView {
  id: string
  title: string
  teaches: string
  as: string
  body: unknown
}

export interface AudienceView {
  id: string
  name: string
  /** What Appcues knows it as: the name at the first sync. */
  property: string
  segmentId?: string
  members: number
  sync?: { done: number; of: number; running: boolean; rejected: number }
  lastSynced?: number
}

/** What a list would change. Nothing is written until it is confirmed. */
export interface SyncPlan {
  id: string
  added: number
  removed: number
  unchanged: number
  /** Rows that name no person, by reason. */
  problems: { message: string; count: number; lines: number[] }[]
  /** Why no one is removed, though people are missing from the list. */
  keepsEveryone?: string
  /** What to look at before the list is trusted. */
  notes: string[]
}

export interface HeapPersonView {
  id: string
  kind: string
  events: number
  properties: Record<string, string | number>
  nps?: number
}

export interface HeapView {
  counters: Record<string, number>
  eventCounts: { name: string; count: number }[]
  flows: { id: string; name: string; started: number; completed: number; skipped: number }[]
  nps: { answers: number; promoters: number; passives: number; detractors: number; score?: number }
  people: HeapPersonView[]
  peopleTotal: number
}

export interface HeapPersonDetail extends HeapPersonView {
  log: { name: string; timestamp: string; properties: Record<string, string | number>; offered: number }[]
}

export interface AppcuesProfileView {
  id: string
  properties: Record<string, string | number | boolean>
  events: number
}

export interface AppcuesProfileDetail extends AppcuesProfileView {
  log: { name: string; timestamp: string; attributes: Record<string, unknown> }[]
}

export interface AudiencesView {
  audiences: AudienceView[]
  /** Connected recurring syncs in Appcues, Heap's own among them; unknown with the real Appcues. */
  recurring?: number
  /** 0 is no limit. */
  limit: number
}

export interface AppcuesView {
  profiles: AppcuesProfileView[]
  profilesTotal: number
  segments: { id: string; name: string; description: string; members: number; updatedAt: string }[]
  jobs: { id: string; name: string; status: string; startedAt: string; notes: string[] }[]
}

/** What a webhook became, for its sender. */
export interface Received {
  events: {
    event: string
    person: string
    deliveries: { id: number; preset?: string; to?: VendorName; outcome: OutcomeName; message?: string }[]
  }[]
  notes: string[]
}
