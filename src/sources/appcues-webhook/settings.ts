import { SIGNATURE_MODES } from '../shared/signature'
import type { SourceSetting } from '../shared/types'

export const DELIVER = ['everything', 'only what the browser integration leaves out'] as const

/** The source's settings, in the order of the screen. */
export const settings = {
  signatureMode: {
    label: 'Signature Mode',
    description:
      'How a webhook proves that it comes from Appcues. Choose "verify" on a server of your own, which sees the body as Appcues signed it. Choose "url" in a deployed Segment function, which gets the body with its keys in another order: the proof is then the function’s address with ?token= and the URL Token.',
    type: 'choice',
    choices: SIGNATURE_MODES,
    default: 'verify'
  },
  webhookSecrets: {
    label: 'Webhook Secrets',
    description:
      'For the Signature Mode "verify": the secret key of your Appcues webhooks; several while you change it. Without one nothing is verified. Appcues does not document whether its signature covers the time; if it does not, a recorded webhook can be sent again, and then changes nothing, because it has the same message ID.',
    type: 'array',
    sensitive: true
  },
  toleranceSeconds: {
    label: 'Tolerance in Seconds',
    description:
      'How old a signed webhook may be. The default suits a deployed function, because Segment retries with the original headers for a while; on a server of your own it is 60.',
    type: 'number',
    default: 3600
  },
  urlToken: {
    label: 'URL Token',
    description:
      'For the Signature Mode "url": a long random text. Enter the function’s address in Appcues with ?token= and this text behind it.',
    type: 'string',
    sensitive: true
  },
  deliver: {
    label: 'Deliver',
    description:
      'Which events to pass on. If Appcues’ own browser integration with Segment is on, choose "only what the browser integration leaves out", so that no event arrives twice. What may or may not be sent by the browser is delivered.',
    type: 'choice',
    choices: DELIVER,
    default: DELIVER[0]
  },
  traits: {
    label: 'Traits',
    description:
      'Properties of the Appcues user that travel with each event, in context.traits: for example the one named in Heap Identity Property. Without an entry nothing of the user’s profile is passed on.',
    type: 'array'
  },
  takeBareNames: {
    label: 'Take Bare Names',
    description:
      'Turn on if events named like Appcues’ own, without "appcues:" or "(Appcues)" ("Form Submitted"), come from Appcues. Off, they count as events of your own and are skipped.',
    type: 'boolean',
    default: false
  }
} as const satisfies Record<string, SourceSetting>
