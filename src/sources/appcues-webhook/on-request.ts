import type { FunctionRequest } from '../run-in-segment'
import { runInSegment } from '../run-in-segment'
import type { SourceSettings } from '../types'
import { receive } from './receive'

export async function onRequest(request: FunctionRequest, settings: SourceSettings): Promise<void> {
  await runInSegment(receive, request, settings, Date.now(), (sentence) => console.log(sentence))
}
