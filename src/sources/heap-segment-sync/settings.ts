import { SIGNATURE_MODES } from '../shared/signature'
import type { SourceSetting } from '../shared/types'

/** The source's settings, in the order of the screen. */
export const settings = {
  signatureMode: {
    label: 'Signature Mode',
    description:
      'How a webhook proves that it comes from Heap. Choose "verify" on a server of your own. In a deployed Segment function, which gets the body with its keys in another order, "verify" works as long as Heap’s pages have the keys that Heap documents; if signatures are rejected there, for example because your customer configuration adds keys, choose "url": the proof is then the function’s address with ?token= and the URL Token.',
    type: 'choice',
    choices: SIGNATURE_MODES,
    default: 'verify'
  },
  webhookSecrets: {
    label: 'Webhook Secrets',
    description:
      'For the Signature Mode "verify": the secret key of your webhook in Heap; several while you change it. Without one nothing is verified.',
    type: 'array',
    sensitive: true
  },
  toleranceSeconds: {
    label: 'Tolerance in Seconds',
    description:
      'How old a signed webhook may be. The default suits a deployed function, because Segment retries with the original headers for a while; on a server of your own it is 60, as in Heap’s own example.',
    type: 'number',
    default: 3600
  },
  urlToken: {
    label: 'URL Token',
    description:
      'For the Signature Mode "url": a long random text. Enter the function’s address in Heap with ?token= and this text behind it.',
    type: 'string',
    sensitive: true
  }
} as const satisfies Record<string, SourceSetting>
