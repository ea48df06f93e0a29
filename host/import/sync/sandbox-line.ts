import type { AppcuesSandbox } from '../../sandbox/appcues'
import { thousands } from '../../cli/tables'
import type { ConnectedList } from './connect-list'

/** What a sandbox that ends with its command holds, counted in the sandbox itself. */
export function sandboxLine({ state }: AppcuesSandbox, { property, segment }: ConnectedList): string {
  const values = state.profiles().map(({ properties }) => properties.get(property))
  const count = (value: boolean): string => thousands(values.filter((each) => each === value).length)
  const members = thousands(state.membersOf(segment)?.size ?? 0)
  return `The sandbox holds ${count(true)} people with the property true, ${count(false)} with false, and ${members} members in the segment. It ends with this command; --live takes the list to your Appcues.`
}
