import { Batches } from '../../../host/delivery/batches'
import { probeSubscription } from '../../support/probe-destination'

const [a, b] = [probeSubscription('A'), probeSubscription('B')]
const item = (number: number) => ({ number })

describe('Batches', () => {
  it('gives a batch when it is full, each subscription on its own', () => {
    const batches = new Batches<{ number: number }>(2)
    expect(batches.add(a, item(1))).toBeUndefined()
    expect(batches.add(b, item(2))).toBeUndefined()
    expect(batches.add(a, item(3))).toEqual({ subscription: a, items: [item(1), item(3)] })
    expect(batches.takeAll()).toEqual([{ subscription: b, items: [item(2)] }])
    expect(batches.takeAll()).toEqual([])
  })

  it('gives those that have waited since before a number', () => {
    const batches = new Batches<{ number: number }>(10)
    batches.add(a, item(5))
    batches.add(b, item(6))
    batches.add(a, item(7))
    expect(batches.takeBefore(5)).toEqual([])
    expect(batches.takeBefore(6)).toEqual([{ subscription: a, items: [item(5), item(7)] }])
  })
})
