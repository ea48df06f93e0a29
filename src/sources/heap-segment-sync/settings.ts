import type { SourceSetting } from '../shared/types'

/** The source's settings, in the order of the screen. */
export const settings = {
  webhookSecrets: {
    label: 'Webhook Secrets',
    description:
      'The secret key of your webhook in Heap; several while you change it. Without one nothing is verified, and the log says so.',
    type: 'array',
    sensitive: true
  },
  toleranceSeconds: {
    label: 'Tolerance in Seconds',
    description:
      'How old a signed webhook may be. An hour suits a deployed function, because Segment tries again with the original headers; 60, as in Heap’s own example, suits a server of your own.',
    type: 'number',
    default: 3600
  }
} as const satisfies Record<string, SourceSetting>
