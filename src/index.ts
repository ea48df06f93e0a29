/** The public entry of the package. The project itself imports the files it needs. */
import destination from './destinations/heap-appcues'

export { events } from './destinations/heap-appcues/catalog'
export { sources } from './sources'
export default destination
