/** User ids that a careless CSV or path would change. */
export const CASES_OF_CELLS: [string][] = [
  ['Lovelace, Ada'],
  ['Ada "the first" Lovelace'],
  ['two\nlines'],
  ['two\r\nlines'],
  ['=HYPERLINK("http://example.com")'],
  ['+1'],
  ['@ada'],
  ['"'],
  ['a/b?c#d%20e'],
  ['ada+test@example.com']
]
