import { ReasonCounter } from '../reason-counter'

const FIRST_PEOPLE = 10

/** What became of the people of one list. */
export class ListTally {
  rows = 0
  /** Taken by Appcues. */
  written = 0
  /** The first of them, to be shown. */
  readonly firstPeople: string[] = []
  readonly refused = new ReasonCounter()
  readonly undelivered = new ReasonCounter()
  readonly leftOut = new ReasonCounter()

  write(id: string): void {
    this.written += 1
    if (this.firstPeople.length < FIRST_PEOPLE) this.firstPeople.push(id)
  }
}
