/** The same object without the keys whose value is undefined, so that a call holds what there is and nothing else. */
export const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
