import type { FunctionRequest } from '../shared/segment-runtime'
import { runInSegment } from '../shared/segment-runtime'
import type { SourceSettings } from '../shared/types'
import { receive } from './receive'

export async function onRequest(request: FunctionRequest, settings: SourceSettings): Promise<void> {
  await runInSegment(receive, request, settings, Date.now(), (sentence) => console.log(sentence))
}
