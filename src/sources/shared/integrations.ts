/** Name of this package's destination, as Segment's `integrations` object spells it. */
const OURS = 'Heap and Appcues (Actions)'

/** Appcues' two destinations in Segment's catalog; Appcues' own browser code names the first for the same reason. */
const APPCUES = { Appcues: false, 'Appcues (Actions)': false }

/** Heap's two destinations in Segment's catalog. */
const HEAP = { Heap: false, 'Heap Cloud (Actions)': false }

/** Whom a source's events are for, as Segment's `integrations` objects: nothing goes back to the tool it came from. */
export const integrations = {
  notAppcues: APPCUES,
  notHeap: HEAP,
  neither: { ...APPCUES, ...HEAP, [OURS]: false },
  onlyOurs: { All: false, [OURS]: true }
}
