import { cpus, totalmem, platform, release } from 'node:os'

/** The machine in a sentence: figures mean nothing without it. */
export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${platform()} ${release()}, Node.js ${process.version}`
}
