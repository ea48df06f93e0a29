import destination from './destinations/heap-appcues'

export { events } from './destinations/heap-appcues/events'
export { sources } from './sources'
export default destination
