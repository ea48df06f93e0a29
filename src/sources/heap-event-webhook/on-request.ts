import { createOnRequest } from '../shared/segment-runtime'
import type { FunctionRequest } from '../shared/segment-runtime'
import type { SourceSettings } from '../shared/types'
import { receive } from './receive'

const handle = createOnRequest(receive)

/** Segment looks for a function declaration of this name. */
export async function onRequest(request: FunctionRequest, settings: SourceSettings): Promise<void> {
  await handle(request, settings, Date.now(), (message) => console.log(message))
}
