import { Stop } from '../../../host/delivery/stop'

describe('Stop', () => {
  it('keeps the first reason and calls who listens, once', async () => {
    const stop = new Stop()
    const heard: string[] = []
    stop.onAsked(() => heard.push('stays'))
    const forget = stop.onAsked(() => heard.push('forgot'))
    forget()
    expect(stop).toMatchObject({ isAsked: false, reason: undefined })
    stop.ask('First.')
    stop.ask('Second.')
    expect(stop).toMatchObject({ isAsked: true, reason: 'First.' })
    expect(heard).toEqual(['stays'])
    stop.onAsked(() => heard.push('came late'))
    expect(heard).toEqual(['stays', 'came late'])
    expect(await stop.asked).toBeUndefined()
  })
})
