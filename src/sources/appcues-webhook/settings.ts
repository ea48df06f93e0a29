import type { SourceSetting } from '../shared/types'

export const EVERYTHING = 'everything'
export const NOT_THE_BROWSERS = 'only what the browser integration leaves out'

/** The source's settings, in the order of the screen. */
export const settings = {
  signatureMode: {
    label: 'Signature Mode',
    description:
      'How a webhook proves that it comes from Appcues. "verify" checks the signature, where the raw body is to be had: on a server of your own. "url" is for a deployed Segment function, which gets the body with its keys in another order: the secret is the function’s own address, with ?token= and the URL Token behind it.',
    type: 'choice',
    choices: ['verify', 'url'],
    default: 'verify'
  },
  webhookSecrets: {
    label: 'Webhook Secrets',
    description:
      'The secret key of your Appcues webhooks; several while you change it. Without one nothing is verified, and the log says so.',
    type: 'array',
    sensitive: true
  },
  toleranceSeconds: {
    label: 'Tolerance in Seconds',
    description:
      'How old a signed webhook may be. An hour suits a deployed function, because Segment tries again with the original headers; 60 suits a server of your own.',
    type: 'number',
    default: 3600
  },
  urlToken: {
    label: 'URL Token',
    description:
      'For the signature mode "url": a long random text, which also stands behind ?token= in the address you give to Appcues.',
    type: 'string',
    sensitive: true
  },
  deliver: {
    label: 'Deliver',
    description:
      'Which events to pass on. If Appcues’ own browser integration with Segment is on, choose "only what the browser integration leaves out", so that no event arrives twice.',
    type: 'choice',
    choices: [EVERYTHING, NOT_THE_BROWSERS],
    default: EVERYTHING
  }
} as const satisfies Record<string, SourceSetting>
