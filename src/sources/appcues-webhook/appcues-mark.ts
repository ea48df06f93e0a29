/** Stands in `context.integration` of every call this source makes, so that none of them is ever sent back to Appcues. */
export const APPCUES_MARK = { name: 'Appcues', source: 'appcues-webhook' } as const
