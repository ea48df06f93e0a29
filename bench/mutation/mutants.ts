/** What is read of Stryker's report (mutation testing report schema, version 2). Lines and columns count from 1. */
export interface Report {
  files: Record<string, { source: string; mutants: Reported[] }>
}

interface Reported {
  status: string
  replacement?: string
  location: { start: Position; end: Position }
}

interface Position {
  line: number
  column: number
}

/** One change to the code: what stood there and what took its place, with white space as single blanks. */
export interface Mutant {
  file: string
  from: string
  to: string
  /** A test failed, or never ended. */
  isKilled: boolean
}

const KILLED = ['Killed', 'Timeout']
const LEFT = ['Survived', 'NoCoverage']

/** The mutants that ran or should have; not those that the configuration leaves out. */
export const mutantsOf = ({ files }: Report): Mutant[] =>
  Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => [...KILLED, ...LEFT].includes(status))
      .map(({ status, location, replacement = '' }) => ({
        file,
        from: inOneLine(textAt(source, location)),
        to: inOneLine(replacement),
        isKilled: KILLED.includes(status)
      }))
  )

function textAt(source: string, { start, end }: Reported['location']): string {
  const lines = source.split('\n')
  const offset = ({ line, column }: Position): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1
  return source.slice(offset(start), offset(end))
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
