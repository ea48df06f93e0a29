import { toText } from '../shared/identity'

/** The reference that a Reverse ETL mapping was saved with: the platform keeps a hook's outputs in the mapping. */
export function savedReference(hookOutputs: unknown): string | undefined {
  const { retlOnMappingSave } = (hookOutputs ?? {}) as { retlOnMappingSave?: { outputs?: { reference?: unknown } } }
  return toText(retlOnMappingSave?.outputs?.reference)
}
