import destination from '../../src/destinations/heap-appcues'

/** What events call the destination in their `integrations`. */
export const CATALOG_NAME = destination.name

/**
 * The destination under a name without blanks, for everything in this project that runs it: the framework makes a schema key
 * of the name, and `fast-uri` from 3.1.6 on rejects one that has a blank ("URI scheme is malformed").
 */
export const definition: typeof destination = { ...destination, name: 'heap-appcues' }
