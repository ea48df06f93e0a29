import type { TimeBar } from '../../server/api-types'
import { capital, OUTCOME_WORDS, thousands, timeOf } from '../lib/format'

/** From the bottom up: what went well carries the rest. */
const OUTCOMES = ['delivered', 'skipped', 'rejected', 'failed'] as const

const HEIGHT = 64
const WIDTH = 1000
/** Few bars are no wider than many. */
const LEAST_STEPS = 12
/** A bar with something in it is seen, however much is in the others. */
const LEAST = 3

const totalOf = (bar: TimeBar): number => OUTCOMES.reduce((sum, outcome) => sum + bar[outcome], 0)

/** Deliveries over time, by what became of them. */
export function Bars({ bars }: { bars: readonly TimeBar[] }) {
  if (bars.length === 0) return null
  const [first, last] = [bars[0], bars[bars.length - 1]]
  const steps = Math.max((last.at - first.at) / last.step + 1, LEAST_STEPS)
  const width = WIDTH / steps
  const most = Math.max(...bars.map(totalOf))
  const sums = OUTCOMES.map((outcome) => bars.reduce((sum, bar) => sum + bar[outcome], 0))
  const spoken = OUTCOMES.map((outcome, n) => `${thousands(sums[n])} ${OUTCOME_WORDS[outcome]}`).join(', ')
  return (
    <figure class="bars">
      <figcaption>
        Deliveries over time, {last.step === 1000 ? 'second by second' : `${last.step / 1000} seconds a bar`}
        <ul class="bars-legend">
          {OUTCOMES.filter((_outcome, n) => sums[n] > 0).map((outcome) => (
            <li key={outcome} class={`bar-${outcome}`}>
              {capital(OUTCOME_WORDS[outcome])}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`From ${timeOf(first.at)} to ${timeOf(last.at + last.step)}: ${spoken}.`}
      >
        {bars.map((bar) => (
          <Bar key={bar.at} bar={bar} x={((bar.at - first.at) / last.step) * width} width={width} most={most} />
        ))}
      </svg>
      <p class="bars-times soft small" aria-hidden="true">
        <span>{timeOf(first.at)}</span>
        <span>{timeOf(first.at + steps * last.step)}</span>
      </p>
      <details class="small">
        <summary>As a table</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label="Deliveries over time, a table">
          <table>
            <thead>
              <tr>
                <th scope="col">From</th>
                {OUTCOMES.map((outcome) => (
                  <th key={outcome} scope="col" class="number">
                    {capital(OUTCOME_WORDS[outcome])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bars.map((bar) => (
                <tr key={bar.at}>
                  <th scope="row">{timeOf(bar.at)}</th>
                  {OUTCOMES.map((outcome) => (
                    <td key={outcome} class="number">
                      {thousands(bar[outcome])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

function Bar({ bar, x, width, most }: { bar: TimeBar; x: number; width: number; most: number }) {
  let y = HEIGHT
  return (
    <g>
      {OUTCOMES.map((outcome) => {
        if (bar[outcome] === 0) return null
        const height = Math.max(LEAST, (bar[outcome] / most) * (HEIGHT - 3 * LEAST))
        y -= height
        return (
          <rect key={outcome} class={`bar-${outcome}`} x={x} y={y} width={Math.max(1, width - 2)} height={height} />
        )
      })}
    </g>
  )
}
