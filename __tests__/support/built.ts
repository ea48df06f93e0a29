import path from 'node:path'

/** Name of the variable that holds the folder. */
export const FOLDER = 'HEAP_APPCUES_BUILT'

/** A file of those that `build-once` made for this run of the tests, by its path below their folder. */
export const builtFile = (...names: string[]): string => path.join(process.env[FOLDER] ?? '', ...names)
