/** People in one answer; a search finds the others. */
export const MOST_PEOPLE = 100

/** The newest events of one person in one answer. */
export const MOST_EVENTS = 200

/** Whether a search finds this id; without one everything is found. */
export const holds = (id: string, search = ''): boolean => id.toLowerCase().includes(search.trim().toLowerCase())
