/** `1.23457E+15`, `1,23457E+15`: what a spreadsheet makes of a long number. `7E12` and `123E45` are ids that happen to look so. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{2,}$/i
/** `1201.0`: what data tools make of a whole number beside an empty cell. */
const DECIMAL = /^\d+\.0+$/

/** Why an id cannot be what it was, in a message that repeats it; undefined for any other. */
export function damageOf(id: string): string | undefined {
  if (SCIENTIFIC.test(id)) return `"${id}" is a number that a spreadsheet has rounded. Export the ids as text.`
  return DECIMAL.test(id) ? `"${id}" is a whole number written with a fraction. Export the ids as text.` : undefined
}
