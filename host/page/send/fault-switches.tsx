import { useEffect, useRef, useState } from 'preact/hooks'
import type { Status } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { VENDORS } from '../lib/format'
import { useData } from '../lib/use-data'
import { Notice } from '../parts/notice'

/** The switches that let a sandbox misbehave. */
export function FaultSwitches({ faults, wanted }: { faults?: Status['faults']; wanted?: string }) {
  const { data } = useData<{ choices: string[] }>('/api/faults', 0)
  const [problem, setProblem] = useState('')
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (wanted === undefined) return
    card.current?.scrollIntoView({ block: 'center' })
    card.current?.querySelector<HTMLElement>(`[name=${wanted}]`)?.focus()
  }, [wanted, data])
  const change = (vendor: string, fault: string): void => {
    call('PUT', `/api/faults/${vendor}`, { fault: fault === '' ? null : fault }).catch((error) =>
      setProblem(messageOf(error))
    )
  }
  return (
    <section class="card" aria-labelledby="fail-title" ref={card}>
      <div class="card-head">
        <h2 id="fail-title">Make it fail</h2>
        <p class="soft">Send something while a vendor misbehaves, and see what is retried, what fails, and why.</p>
      </div>
      <div class="line-form">
        {(['heap', 'appcues'] as const).map((vendor) => (
          <label key={vendor}>
            {VENDORS[vendor]} answers
            <select
              name={vendor}
              value={faults?.[vendor] ?? ''}
              onChange={({ currentTarget }) => change(vendor, currentTarget.value)}
            >
              <option value="">as it should</option>
              {data?.choices.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </section>
  )
}
