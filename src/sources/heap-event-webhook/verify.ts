import { SourceError } from '../shared/errors'
import type { SettingValues } from '../shared/settings'
import { constantTimeEqual } from '../shared/signature'
import type { Log, SourceRequest } from '../shared/types'
import type { settings } from './settings'

type Values = SettingValues<typeof settings>

/** Rejects a webhook without the credentials of the settings; where both kinds are filled in, both must be right. */
export function verify({ headers }: SourceRequest, values: Values, log: Log): void {
  const { basicUser, basicPassword, headerName, headerValue } = values
  assertWhole(basicUser, 'Basic User', basicPassword, 'Basic Password')
  assertWhole(headerName, 'Header Name', headerValue, 'Header Value')
  const name = asHeaderName(headerName)
  if (basicUser === '' && headerName === '') {
    log('Basic User and Header Name are empty, so this webhook was not verified.')
  }
  if (basicUser !== '') {
    const given = basicCredentials(headers.authorization ?? '')
    assertSame(given, `${basicUser}:${basicPassword}`, 'Basic User and Basic Password')
  }
  if (name !== '') {
    const given = Object.hasOwn(headers, name) ? headers[name].trim() : ''
    assertSame(given, headerValue, 'Header Name and Header Value')
  }
}

function assertWhole(name: string, nameLabel: string, secret: string, secretLabel: string): void {
  if ((name === '') === (secret === '')) return
  const [filled, empty] = name === '' ? [secretLabel, nameLabel] : [nameLabel, secretLabel]
  throw new SourceError('MISCONFIGURED', `${filled} is filled in, but ${empty} is empty: enter both or neither.`)
}

/** A token of RFC 9110 in lower case, or nothing. `__proto__` is one too, and no header that a host could hand over. */
function asHeaderName(name: string): string {
  if (/^[\w!#$%&'*+.^`|~-]*$/.test(name) && name !== '__proto__') return name.toLowerCase()
  throw new SourceError(
    'MISCONFIGURED',
    `Header Name is "${name}", which cannot be the name of a header: enter one name.`
  )
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
    `The webhook’s credentials are missing or wrong. Enter ${labels} of the settings in Heap.`
  )
}
