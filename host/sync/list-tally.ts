import { Reasons } from '../run/reasons'

const FIRST_PEOPLE = 10

/** What became of the people of one list. */
export class ListTally {
  rows = 0
  /** Taken by Appcues. */
  written = 0
  /** The first of them, to be shown. */
  readonly firstPeople: string[] = []
  readonly refused = new Reasons()
  readonly undelivered = new Reasons()
  readonly leftOut = new Reasons()

  write(id: string): void {
    this.written += 1
    if (this.firstPeople.length < FIRST_PEOPLE) this.firstPeople.push(id)
  }
}
