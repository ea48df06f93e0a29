import type { LocalHost } from './local-host'

/** What the audience is called, and from which score on someone is in it. */
const NAME = 'NPS promoters'
const PROMOTER = 9

/**
 * Lets the promoters that Heap knows by now become an audience in Appcues, so that the other direction has something to show too.
 *
 * @returns what happened
 */
export async function showAudience({ audiences, sandboxes }: LocalHost): Promise<string> {
  const people = sandboxes?.heap.state.people() ?? []
  const ids = people.filter(({ kind, nps = 0 }) => kind === 'identity' && nps >= PROMOTER).map(({ id }) => id)
  const audience = await audiences.connect(NAME)
  await audiences.sync(
    audience,
    ids.map((id) => [id, true])
  )
  return `The Heap segment "${NAME}" went to Appcues: ${audience.members.size} people have the property "[Heap] ${NAME}" there, and are in a segment of that name.`
}
