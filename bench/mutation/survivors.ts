/** A change to the code, as a report of mutants tells it: the same text at two places of a file stands here twice. */
export interface Survivor {
  file: string
  from: string
  to: string
}

/**
 * The changes that no test notices, each looked at: what they change cannot be seen. `npm run mutation` fails when one is missing
 * here, and when one of these is noticed after all.
 */
export const survivors: { why: string; mutants: Survivor[] }[] = [
  {
    why: 'In place of no match: the first element is the whole match, which is not read.',
    mutants: [
      { file: 'src/destinations/heap-appcues/audience/remembered.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/heap-segment-sync/verify.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/heap-segment-sync/verify.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/appcues-webhook/export-columns.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/appcues-webhook/export-columns.ts', from: '[]', to: '["Stryker was here"]' }
    ]
  },
  {
    why: 'A list to begin with whose content is left out, or written over at its place.',
    mutants: [
      { file: 'src/destinations/heap-appcues/forwardEvent/send-events.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/forwardEvent/send-events.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/shared/batch.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/syncAudience/index.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/appcues-webhook/answers.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/syncAudience/sync-members.ts', from: '[]', to: '["Stryker was here"]' }
    ]
  },
  {
    why: 'Narrows a type: what it guards against was rejected before, or cannot be.',
    mutants: [
      { file: 'src/destinations/heap-appcues/heap/client.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/destinations/heap-appcues/syncAudience/hook.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/shared/settings.ts', from: 'setting.choices?.find', to: 'setting.choices.find' },
      { file: 'src/sources/shared/settings.ts', from: 'setting.choices?.map', to: 'setting.choices.map' },
      { file: 'src/destinations/heap-appcues/appcues/profiles.ts', from: 'imported?.find', to: 'imported.find' },
      { file: 'src/destinations/heap-appcues/heap/client.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/destinations/heap-appcues/heap/client.ts', from: 'heapAppId?.trim', to: 'heapAppId.trim' },
      { file: 'src/destinations/heap-appcues/heap/client.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/destinations/heap-appcues/appcues/client.ts', from: 'account === undefined', to: 'false' },
      { file: 'src/destinations/heap-appcues/authentication.ts', from: "typeof elsewhere !== 'string'", to: 'true' },
      { file: 'src/destinations/heap-appcues/authentication.ts', from: "'string'", to: '""' },
      {
        file: 'src/destinations/heap-appcues/authentication.ts',
        from: 'error instanceof InvalidAuthenticationError',
        to: 'true'
      },
      { file: 'src/sources/appcues-webhook/event-name.ts', from: 'event?.startsWith', to: 'event.startsWith' },
      { file: 'src/sources/appcues-webhook/to-calls.ts', from: 'event === undefined', to: 'false' },
      { file: 'src/sources/appcues-webhook/to-calls.ts', from: 'call.context?.page', to: 'call.context.page' },
      { file: 'src/sources/shared/settings.ts', from: 'text !== undefined', to: 'true' }
    ]
  },
  {
    why: 'In place of something missing: it need only differ from every right value, or from a word that is looked for.',
    mutants: [
      { file: 'src/destinations/heap-appcues/shared/raw-input.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/shared/raw-input.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/destinations/heap-appcues/syncAudience/member.ts', from: "''", to: '"Stryker was here!"' },
      {
        file: 'src/sources/appcues-webhook/answers.ts',
        from: 'call.properties?.interactionData',
        to: 'call.properties.interactionData'
      },
      { file: 'src/sources/appcues-webhook/answers.ts', from: 'listed .filter(isRecord)', to: 'listed' },
      { file: 'src/sources/appcues-webhook/answers.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/appcues-webhook/answers.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/appcues-webhook/answers.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/appcues-webhook/answers.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/appcues-webhook/event-name.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/appcues-webhook/to-calls.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/sources/shared/signature.ts', from: "'none'", to: '""' },
      { file: 'src/sources/heap-event-webhook/verify.ts', from: "name !== ''", to: 'true' },
      { file: 'src/sources/heap-event-webhook/verify.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/heap-event-webhook/verify.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/heap-segment-sync/verify.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/sources/heap-segment-sync/verify.ts', from: "''", to: '"Stryker was here!"' }
    ]
  },
  {
    why: 'A shorter way to the same result: for speed only.',
    mutants: [
      { file: 'src/destinations/heap-appcues/shared/raw-input.ts', from: 'numbers.length === 0', to: 'false' },
      {
        file: 'src/destinations/heap-appcues/shared/time.ts',
        from: "now === undefined && typeof value === 'string' && ISO_ALREADY.test(value)",
        to: 'false'
      },
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: "typeof value === 'string'", to: 'true' },
      {
        file: 'src/destinations/heap-appcues/shared/time.ts',
        from: "typeof value === 'string'",
        to: "typeof value !== 'string'"
      },
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: "'string'", to: '""' },
      { file: 'src/destinations/heap-appcues/syncAudience/member.ts', from: 'changes.slice(1)', to: 'changes' },
      { file: 'src/destinations/heap-appcues/syncAudience/member.ts', from: 'changes.length === 1', to: 'false' },
      {
        file: 'src/destinations/heap-appcues/heap/properties.ts',
        from: 'texts.length > HEAP_TEXT',
        to: 'texts.length >= HEAP_TEXT'
      },
      { file: 'src/destinations/heap-appcues/trackEvent/collect-properties.ts', from: 'added.length > 0', to: 'true' },
      {
        file: 'src/destinations/heap-appcues/trackEvent/collect-properties.ts',
        from: 'added.length > 0',
        to: 'added.length >= 0'
      },
      { file: 'src/destinations/heap-appcues/trackEvent/collect-properties.ts', from: 'added.length > 0', to: 'true' },
      {
        file: 'src/destinations/heap-appcues/trackEvent/collect-properties.ts',
        from: 'added.length > 0',
        to: 'added.length >= 0'
      },
      {
        file: 'src/destinations/heap-appcues/trackEvent/collect-properties.ts',
        from: '!settings.heapGroupId && !settings.heapPageAndLocale',
        to: 'false'
      },
      { file: 'src/sources/appcues-webhook/export-columns.ts', from: 'found.has(column)', to: 'false' },
      { file: 'src/sources/appcues-webhook/from-export-row.ts', from: '/^\\s*[[{]/', to: '/\\s*[[{]/' }
    ]
  },
  {
    why: 'At the end of a function: it returns nothing either way.',
    mutants: [
      { file: 'src/destinations/heap-appcues/heap/properties.ts', from: '{ return undefined }', to: '{}' },
      { file: 'src/destinations/heap-appcues/shared/event-rules.ts', from: '{ return undefined }', to: '{}' }
    ]
  },
  {
    why: 'A tie that cannot be: the two were found to differ, or differ by their keys.',
    mutants: [
      {
        file: 'src/destinations/heap-appcues/audience/registry.ts',
        from: 'compareAge(other, own) < 0',
        to: 'compareAge(other, own) <= 0'
      },
      {
        file: 'src/destinations/heap-appcues/audience/registry.ts',
        from: 'compareAge(other, own) < 0',
        to: 'compareAge(other, own) <= 0'
      },
      { file: 'src/destinations/heap-appcues/audience/registry.ts', from: 'a.id < b.id', to: 'a.id <= b.id' },
      { file: 'src/destinations/heap-appcues/audience/registry.ts', from: 'first < second', to: 'first <= second' },
      { file: 'src/sources/shared/segment-call.ts', from: 'left < right', to: 'left <= right' }
    ]
  },
  {
    why: 'An empty method is GET, as `fetch` has it.',
    mutants: [
      { file: 'src/destinations/heap-appcues/appcues/api.ts', from: "'GET'", to: '""' },
      { file: 'src/destinations/heap-appcues/appcues/api.ts', from: "'GET'", to: '""' }
    ]
  },
  {
    why: 'A value that is used as a condition, or a property that is not changed again.',
    mutants: [
      { file: 'src/destinations/heap-appcues/heap/properties.ts', from: 'true', to: 'false' },
      { file: 'src/destinations/heap-appcues/heap/properties.ts', from: 'true', to: 'false' }
    ]
  },
  {
    why: 'The other branch does the same, for this name too; only slower.',
    mutants: [{ file: 'src/destinations/heap-appcues/heap/properties.ts', from: "key !== '__proto__'", to: 'false' }]
  },
  {
    why: 'No date is no day of the calendar either, and V8 reads "z" as it does "Z".',
    mutants: [
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: 'day === undefined', to: 'false' },
      { file: 'src/destinations/heap-appcues/shared/time.ts', from: 'zone.toUpperCase()', to: 'zone.toLowerCase()' }
    ]
  },
  {
    why: 'Narrows a type in what runs the destination: an outcome that is no success has a message, a validator that says no has errors, and the destination has presets.',
    mutants: [
      { file: 'src/runtime/core/outcome.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/runtime/core/prepare.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/runtime/core/settings.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/runtime/core/subscriptions.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/runtime/destination-function/index.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/runtime/handler/report.ts', from: "''", to: '"Stryker was here!"' }
    ]
  },
  {
    why: 'In place of a missing header or vendor: it need only differ from every token, and from the name of every vendor.',
    mutants: [
      { file: 'src/runtime/handler/index.ts', from: '[]', to: '["Stryker was here"]' },
      { file: 'src/runtime/handler/segment-route.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/runtime/handler/segment-route.ts', from: "''", to: '"Stryker was here!"' },
      { file: 'src/runtime/handler/segment-route.ts', from: '[]', to: '["Stryker was here"]' }
    ]
  },
  {
    why: 'Nothing is the same here: at the end of a function, or as a condition.',
    mutants: [
      { file: 'src/runtime/core/deliver.ts', from: '{ return false }', to: '{}' },
      { file: 'src/runtime/handler/segment-route.ts', from: '{ return undefined }', to: '{}' },
      { file: 'src/runtime/core/request-client.ts', from: '{ return undefined }', to: '{}' }
    ]
  },
  {
    why: 'A webhook to try the settings with: they are looked at before it, and what is wrong with it does not count.',
    mutants: [
      { file: 'src/runtime/handler/source-route.ts', from: "{ headers: {}, body: '{}' }", to: '{}' },
      { file: 'src/runtime/handler/source-route.ts', from: "'{}'", to: '""' }
    ]
  },
  {
    why: 'Both ways the time is outside the years that count.',
    mutants: [
      {
        file: 'src/destinations/heap-appcues/shared/time.ts',
        from: 'value < FIRST_MILLISECONDS',
        to: 'value <= FIRST_MILLISECONDS'
      }
    ]
  },
  {
    why: 'A 500 can be tried again in any case.',
    mutants: [
      {
        file: 'src/destinations/heap-appcues/authentication.ts',
        from: 'response.status >= 500',
        to: 'response.status > 500'
      }
    ]
  },
  {
    why: 'JSON has no dates: none that is invalid comes here.',
    mutants: [{ file: 'src/destinations/heap-appcues/appcues/profiles.ts', from: "''", to: '"Stryker was here!"' }]
  },
  {
    why: 'The address parser reads a wildcard as a part of the host.',
    mutants: [
      {
        file: 'src/destinations/heap-appcues/shared/event-rules.ts',
        from: "text.startsWith('*.')",
        to: "text.endsWith('*.')"
      }
    ]
  },
  {
    why: 'Only separates the fields of a mapping: no two of ours look alike without it.',
    mutants: [{ file: 'src/runtime/core/deliver.ts', from: "'\\n'", to: '""' }]
  }
]
