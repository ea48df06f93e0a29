import type { Settings } from '../../destinations/heap-appcues/generated-types'

/** What may be set beside the destination's own settings, where there is no screen for mappings. */
export interface RuntimeOptions {
  /** Names of presets that are switched off, for example "Step Started". All automatic ones are on. */
  presetsOff?: readonly string[]
  /** Names of events that are forwarded to Appcues. None unless named. */
  forwardEvents?: readonly string[]
  /** More properties for the Appcues events in Heap: property in Heap to path in the event, for example `{ Plan: 'context.traits.plan' }`. */
  extraProperties?: Readonly<Record<string, string>>
  /** User properties that identify calls set in Appcues: property in Appcues to path in the call, for example `{ Plan: 'traits.plan' }`. None unless named. */
  appcuesUserProperties?: Readonly<Record<string, string>>
}

/** The destination's settings as a host holds them: a number or a switch may be text, and a blank is a setting that is not filled in. */
export type SettingValues = { readonly [Key in keyof Settings]?: unknown }

/** Settings that a person must correct. The message names the setting and repeats no secret. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigurationError'
  }
}

/** The members of a list setting: a list, or one text with commas or line breaks. */
export function listOf(value: unknown): string[] {
  const members: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\n]/) : []
  return members.flatMap((member) => (typeof member === 'string' && member.trim() !== '' ? [member.trim()] : []))
}
