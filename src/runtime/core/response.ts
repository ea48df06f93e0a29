/** What became of one event in one subscription, in the framework's form. */
export interface EventResponse {
  status: number
  /** Absent when it was delivered, or rightly skipped. */
  errormessage?: string
  errortype?: string
  errorreporter?: string
  sent?: unknown
  body?: unknown
}
