/** Our refusals begin with the name of the field, as the screen names it, and a colon. */
const FIELD = /^([A-Z][\w’ -]{1,39}): /

/** The field that a refusal speaks of. */
export const fieldOf = (sentence: string | undefined): string | undefined => FIELD.exec(sentence ?? '')?.[1]
