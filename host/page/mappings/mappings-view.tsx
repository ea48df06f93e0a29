import type { ViewProps } from '../lib/use-route'
import { PresetsPart } from './presets-part'

/** The presets, and mappings of one's own: what someone would set up in Segment. */
export const MappingsView = ({ params }: ViewProps) => <PresetsPart id={params.id} isAdding={params.add === 'yes'} />
