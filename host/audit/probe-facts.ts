/** What the code assumes of a vendor, and no document of the vendor confirms. */
export interface Fact {
  id: string
  vendor: 'Appcues' | 'Heap'
  /** What is asked, as a person would. */
  question: string
  /** What the code assumes. */
  assumed: string
}

const appcues = (id: string, question: string, assumed: string): Fact => ({ id, vendor: 'Appcues', question, assumed })

export const facts = {
  unknownUser: appcues('unknown-user', 'Does writing to an unknown user make one?', 'yes'),
  readAtOnce: appcues('read-at-once', 'Can a property be read right after it was written?', 'yes'),
  listLag: appcues('list-lag', 'Does the list of segments show one that was just made?', 'at the first read'),
  fractions: appcues('created-at', 'Does created_at have fractions of a second?', 'yes'),
  importBoolean: appcues('import-boolean', 'What does an import make of the cell true?', 'a boolean'),
  importNumber: appcues('import-number', 'What does an import make of the cell 5?', 'a text'),
  importDate: appcues('import-date', 'What does an import make of an ISO 8601 time?', 'a text'),
  jobWords: appcues('job-words', 'Which words does the status of a job have?', 'known ones'),
  badImport: appcues('bad-id-import', 'What does one bad id do to an import?', 'all of it is rejected'),
  badAdd: appcues('bad-id-add', 'What does one bad id do to add_user_ids?', 'all of it is rejected'),
  eventStatus: appcues('event-status', 'How does Appcues respond to an event of a user?', 'with a 2xx'),
  deletion: appcues('deletion', 'Is the deletion of a profile a job?', 'yes'),
  repeatedKey: {
    id: 'repeated-key',
    vendor: 'Heap',
    question: 'What does a repeated idempotency key do?',
    assumed: 'nothing: one event is kept'
  }
} as const satisfies Record<string, Fact>

export type Verdict = 'confirmed' | 'otherwise' | 'cannot be seen'

/** What was found out about one fact. It holds no secret and nothing of the account. */
export interface Finding extends Fact {
  verdict: Verdict
  seen: string
}

export const found = (fact: Fact, isAsAssumed: boolean, seen: string): Finding => ({
  ...fact,
  verdict: isAsAssumed ? 'confirmed' : 'otherwise',
  seen
})

export const unseen = (fact: Fact, why: string): Finding => ({ ...fact, verdict: 'cannot be seen', seen: why })
