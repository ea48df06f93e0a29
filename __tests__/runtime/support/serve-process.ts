/**
 * `serve` as a process of its own, whose requests to the vendors go to sandboxes: HEAP_SANDBOX and APPCUES_SANDBOX are their
 * addresses.
 */
import { fetch } from '@segment/actions-core'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { serve } from '../../../host/serve/serve'
import { interruption } from '../../../host/cli/command-context'

const { HEAP_SANDBOX: heap, APPCUES_SANDBOX: appcues } = process.env
redirectVendors({ heap, appcues })
const { signal } = interruption()
void serve({ environment: process.env, write: console.log, signal, fetch: fetch })
