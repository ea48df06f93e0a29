import { isProfileKey } from '../../../src/destinations/heap-appcues/shared/identity'

describe('isProfileKey', () => {
  it.each([
    '_identity',
    '_identity_email',
    '_identity.email',
    '_device',
    '_pushToken',
    '_x',
    ' _identity ',
    'attributes._identity.email',
    'attributes__identity_email',
    'attributes__identity__userAgent',
    'attributes__device__pushToken',
    'attributes[_identity][email]',
    "attributes['_identity'].email",
    'event_attributes__device',
    'row__identity',
    'row__identity_email',
    'attributes/_identity/email',
    'attributes:_identity:email',
    'a.b._c',
    'a.0._identity',
    'user',
    'User',
    ' USER ',
    'user.email',
    'user[email]',
    'attributes.user.email',
    'attributes[user]',
    'attributes/user',
    'a.user',
    'identity',
    'identity[email]',
    'IDENTITY',
    'attributes.identity.email',
    "attributes['identity']"
  ])('takes %p for part of a profile', (path) => {
    expect(isProfileKey(path)).toBe(true)
  })

  it.each([
    'user_count',
    'user_email',
    'users',
    'userRole',
    'userId',
    'super_user',
    'super.user_name',
    'User Count',
    'power user',
    'identity_provider',
    'identityProvider',
    'identities',
    'flow_name',
    'stepChildId',
    'attributes_flowId',
    'Plan__c',
    'Plan__c.x',
    'double__underscore',
    'row__identityProvider',
    '__proto__',
    'a.__proto__.b',
    'trailing_',
    'trailing__',
    '$.user-agent',
    'Flow ID',
    ''
  ])('leaves the look-alike %p', (path) => {
    expect(isProfileKey(path)).toBe(false)
  })
})
