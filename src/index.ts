/** The public entry of the package. The project itself imports the files that it needs. */
import destination from './destinations/heap-appcues'

/**
 * The framework's own runner, from the copy that the actions use. Run the definition with this one: the framework recognises
 * the response to a batch by its class, and takes that of another copy for success.
 */
export { Destination } from '@segment/actions-core'
export { events } from './destinations/heap-appcues/catalog'
export { sources } from './sources'
export { destination as definition, destination as default }
