/**
 * The only door to Node's crypto. A deployed function has no modules, but that same module as the global `crypto`: the bundler
 * puts the global in this place.
 */
export { createHash, createHmac, timingSafeEqual } from 'crypto'
