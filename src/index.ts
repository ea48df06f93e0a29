import destination from './destinations/heap-appcues'

export { events } from './destinations/heap-appcues/catalog'
export { sources } from './sources'
export default destination
