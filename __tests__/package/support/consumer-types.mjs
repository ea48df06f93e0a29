/**
 * Prints what strict projects find in a program that uses the package, in everything that comes with the package, and in what its
 * types import: by how they resolve modules. The libraries of TypeScript itself are their own affair.
 *
 *   node consumer-types.mjs <folder of the project>
 *
 * One process for all of them, and none of Jest's, in which TypeScript takes three times as long.
 */
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

const PROGRAM = `import definition, { Destination, events, sources } from 'heap-appcues'
import { createHandler } from 'heap-appcues/handler'
export const destination = new Destination(definition)
export const handler = createHandler
export const names: string[] = events.map(({ name }) => name)
export const keys: ('appcuesWebhook' | 'heapSegmentSync' | 'heapEventWebhook')[] = Object.keys(sources) as (keyof typeof sources)[]
export const wrong: number = definition.name
`
const [, , consumer] = process.argv

const RESOLUTIONS = [
  { moduleResolution: 'node16', module: 'node16', files: ['types.cts', 'types.mts'] },
  { moduleResolution: 'bundler', module: 'esnext', files: ['types.mts'] },
  { moduleResolution: 'node10', module: 'commonjs', files: ['types.cts'] }
]

/** Node's own types are the same for all, and checked by the first. */
const isNode = ({ fileName }) => /\/(?:@types\/node|undici-types)\//.test(fileName)

function findings({ files, ...resolution }, index) {
  for (const file of files) writeFileSync(join(consumer, file), PROGRAM)
  const json = { ...resolution, target: 'es2022', strict: true, esModuleInterop: true, noEmit: true }
  const { options, errors } = ts.convertCompilerOptionsFromJson(json, consumer, join(consumer, 'tsconfig.json'))
  const program = ts.createProgram({ rootNames: files.map((file) => join(consumer, file)), options })
  const checked = program
    .getSourceFiles()
    .filter((file) => !program.isSourceFileDefaultLibrary(file) && (index === 0 || !isNode(file)))
  return [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...checked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
  ].map(({ file, messageText }) => {
    const where = file ? relative(consumer, file.fileName) : 'options'
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}

const found = RESOLUTIONS.map((resolution, index) => [resolution.moduleResolution, findings(resolution, index)])
process.stdout.write(JSON.stringify(Object.fromEntries(found)))
