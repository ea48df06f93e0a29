import type { GlobalSetting } from '@segment/actions-core'
import { settings } from '../../destinations/heap-appcues/settings'

/** One setting as Segment's screen for functions knows it: a number is text there. */
export interface FunctionSetting {
  type: 'String' | 'Boolean' | 'Array' | 'Text map'
  label: string
  description: string
  sensitive: boolean
}

const own: Record<string, FunctionSetting> = {
  presetsOff: {
    type: 'Array',
    label: 'Presets Off',
    description: 'Names of presets to switch off, for example Step Started. All are on unless named here.',
    sensitive: false
  },
  forwardEvents: {
    type: 'Array',
    label: 'Forward Events',
    description:
      'Names of events to forward to Appcues, so that flows can be targeted by them. None unless named here.',
    sensitive: false
  },
  extraProperties: {
    type: 'Text map',
    label: 'Extra Properties',
    description:
      'More properties for the Appcues events in Heap: the property’s name in Heap, and the path of its value in the event, for example Plan and context.traits.plan.',
    sensitive: false
  },
  appcuesUserProperties: {
    type: 'Text map',
    label: 'Appcues User Properties',
    description:
      'User properties that identify calls set in Appcues: the property’s name in Appcues, and the path of its value in the call, for example Plan and traits.plan. None unless named here.',
    sensitive: false
  }
}

/** All settings of the function, by key: the destination's without hidden ones, and those that stand for its mapping screen. */
export const functionSettings: Record<string, FunctionSetting> = {
  ...Object.fromEntries(
    Object.entries<GlobalSetting>(settings)
      .filter(([, { unsafe_hidden: isHidden }]) => isHidden !== true)
      .map(([key, { type, label, description }]): [string, FunctionSetting] => [
        key,
        { type: type === 'boolean' ? 'Boolean' : 'String', label, description, sensitive: type === 'password' }
      ])
  ),
  ...own
}
