import { fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a child process does on request: each command takes at most one plain value and returns one. */
type Commands<C> = { [Name in keyof C]: (argument: never) => Promise<unknown> }

interface Order {
  id: number
  name: string
  argument: unknown
}

type Reply = { id: number; result: unknown } | { id: number; error: string }

/** Makes this process carry out its parent's orders, and end with it. */
export function respondToParent<C extends Commands<C>>(commands: C): void {
  process.on('message', (order: Order) => {
    const command = commands[order.name as keyof C] as unknown as (argument: unknown) => Promise<unknown>
    command(order.argument).then(
      (result) => process.send?.({ id: order.id, result } satisfies Reply),
      (error: Error) => process.send?.({ id: order.id, error: error.stack ?? String(error) } satisfies Reply)
    )
  })
  process.on('disconnect', () => process.exit())
}

/** A child process whose commands are functions here. */
export interface Child<C> {
  pid: number
  call: <Name extends keyof C & string>(name: Name, ...argument: ArgumentsOf<C[Name]>) => Promise<ResultOf<C[Name]>>
  /** Ends it at once (SIGKILL), as a crash would. */
  kill: () => Promise<void>
  /** Lets it end by itself, and by force when it does not. */
  end: () => Promise<void>
}

type ArgumentsOf<F> = F extends (...argument: infer A) => unknown ? A : never
type ResultOf<F> = F extends (...argument: never[]) => Promise<infer R> ? R : never

export class ChildError extends Error {
  override readonly name = 'ChildError'
}

const GRACE = 2000

/** Starts a script of this package in a process of its own: TypeScript as it stands, or built. */
export function startChild<C extends Commands<C>>(script: string): Child<C> {
  const child = fork(script, {
    execArgv: script.endsWith('.ts') ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let orders = 0
  const over = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`The process ended (${String(signal ?? code)}).`))
  })
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply))
  const call = (name: string, argument?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = orders++
      waiting.set(id, (reply) => {
        waiting.delete(id)
        if ('error' in reply) reject(new ChildError(`${name}: ${reply.error}`))
        else resolve(reply.result)
      })
      // Whether the order arrives or finds the channel closed: the end of the process settles what it did not.
      child.send({ id, name, argument } satisfies Order, () => undefined)
      void over.then((error) => waiting.get(id)?.({ id, error }))
    })
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await over
  }
  const end = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    await Promise.race([over, sleep(GRACE, undefined, { ref: false })])
    await kill()
  }
  return { pid: child.pid ?? 0, call: call as Child<C>['call'], kill, end }
}
