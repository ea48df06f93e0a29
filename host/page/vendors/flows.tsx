import type { HeapView } from '../../server/api-types'
import { thousands } from '../lib/format'
import { Meter } from '../parts/meter'

const STEPS = ['started', 'completed', 'skipped'] as const

/** How many started, completed and skipped each flow. */
export const Flows = ({ flows }: { flows: HeapView['flows'] }) => (
  <section class="card" aria-labelledby="flows-title">
    <div class="card-head">
      <h2 id="flows-title">Flows</h2>
      <p class="soft">Counted from Heap’s events, as a chart in Heap would.</p>
    </div>
    {flows.length === 0 ? (
      <p class="soft pad">No flow was started yet.</p>
    ) : (
      <div class="scroll" tabIndex={0} role="region" aria-label="Flows, a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Flow</th>
              {STEPS.map((step) => (
                <th scope="col" class="number" key={step}>
                  {step[0].toUpperCase() + step.slice(1)}
                </th>
              ))}
              <th scope="col">Completion</th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <tr key={flow.id}>
                <th scope="row">{flow.name || flow.id}</th>
                {STEPS.map((step) => (
                  <td class="number" key={step}>
                    {thousands(flow[step])}
                  </td>
                ))}
                <td>
                  <Meter
                    role="meter"
                    max={Math.max(flow.started, 1)}
                    value={flow.completed}
                    label={`Completion of ${flow.name || flow.id}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)
