import type { SettingValues } from '../shared/settings'
import { constantTimeEqual } from '../shared/same-text'
import { SourceError } from '../shared/errors'
import type { Log, SourceRequest } from '../shared/types'
import type { settings } from './settings'

type Values = SettingValues<typeof settings>

/** Refuses a webhook without the credentials of the settings; where both kinds are filled in, both must be right. */
export function verify({ headers }: SourceRequest, values: Values, note: Log): void {
  assertWhole(values.basicUser, 'Basic User', values.basicPassword, 'Basic Password')
  assertWhole(values.headerName, 'Header Name', values.headerValue, 'Header Value')
  if (values.basicUser === '' && values.headerName === '') {
    note('Basic User and Header Name are empty: nothing proves that this webhook comes from Heap.')
  }
  if (values.basicUser !== '') {
    const given = basicCredentials(headers.authorization ?? '')
    assertSame(given, `${values.basicUser}:${values.basicPassword}`, 'Basic User and Basic Password')
  }
  if (values.headerName !== '') {
    assertSame(
      (headers[values.headerName.toLowerCase()] ?? '').trim(),
      values.headerValue,
      'Header Name and Header Value'
    )
  }
}

function assertWhole(name: string, nameLabel: string, secret: string, secretLabel: string): void {
  if ((name === '') === (secret === '')) return
  const [filled, empty] = name === '' ? [secretLabel, nameLabel] : [nameLabel, secretLabel]
  throw new SourceError('MISCONFIGURED', `${filled} is filled in, but ${empty} is empty: fill in both or neither.`)
}

/** `user:password` of a Basic header; nothing for any other scheme. */
function basicCredentials(authorization: string): string {
  const [, encoded = ''] = /^\s*basic\s+(\S+)\s*$/i.exec(authorization) ?? []
  return Buffer.from(encoded, 'base64').toString('utf8')
}

function assertSame(given: string, expected: string, labels: string): void {
  if (constantTimeEqual(given, expected)) return
  throw new SourceError(
    'INVALID_SIGNATURE',
    `The webhook’s credentials are missing or wrong: those in Heap must be the ${labels} of the settings.`
  )
}
