/** Not every runtime has Node's Buffer as a global. */
export { Buffer } from 'node:buffer'
