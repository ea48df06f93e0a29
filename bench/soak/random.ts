/** A number from 0 up to 1 that depends only on its arguments: the same on every machine and in every order. */
export function random(seed: number, ...about: readonly (string | number)[]): number {
  let hash = seed ^ 0x9e3779b9
  const text = about.join('\n')
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A whole number below `most`. */
export const upTo = (most: number, seed: number, ...about: readonly (string | number)[]): number =>
  Math.floor(random(seed, ...about) * most)
