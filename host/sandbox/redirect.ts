import https from 'node:https'
import net from 'node:net'
import type { Duplex } from 'node:stream'
import type { Vendor } from './vendors'
import { vendorOf } from './vendors'

export interface RedirectOptions {
  /** Hosts for which the name server knows nothing, asked anew at every connection: ENOTFOUND. */
  unknownHost?: (host: string) => boolean
  /** Further hosts, and the addresses of the sandboxes that they lead to. */
  others?: Readonly<Record<string, string>>
}

/** Where each vendor's requests go instead: the address of a sandbox on 127.0.0.1. */
export type RedirectTargets = Partial<Record<Vendor, string>>

/**
 * Sends every https request of this process to a vendor's host to a sandbox instead, as plain HTTP and with the `Host` header
 * as it was; every other host refuses the connection, so that nothing leaves the machine. The destination itself has no
 * switch for this: one would be a way to send people's data to a stranger.
 *
 * An agent and not a library that intercepts requests: those respond from inside the process, without a socket, where a reset
 * connection, a response cut in half or one that drips cannot be had. Here only the place the socket leads to is another.
 *
 * Covers node's `https` with the global agent, which is how `@segment/actions-core` fetches; not `globalThis.fetch`, which has
 * no agent.
 *
 * @returns puts everything back as it was
 */
export function redirectVendors(targets: RedirectTargets, options: RedirectOptions = {}): () => void {
  if (https.globalAgent instanceof VendorAgent) throw new Error('The vendors are redirected already: end that first.')
  const before = https.globalAgent
  const agent = new VendorAgent(targets, options)
  https.globalAgent = agent
  return () => {
    if (https.globalAgent === agent) https.globalAgent = before
    agent.destroy()
  }
}

type Connected = (error: Error | null, stream: Duplex) => void

class VendorAgent extends https.Agent {
  constructor(
    private readonly targets: RedirectTargets,
    private readonly redirect: RedirectOptions
  ) {
    super({ keepAlive: true, scheduling: 'lifo' })
  }

  createConnection({ host }: https.RequestOptions, connected?: Connected): Duplex | undefined {
    const name = host ?? ''
    const failure = this.failureOf(name)
    const target = this.targetOf(name)
    if (!failure && target) return net.connect({ host: target.hostname, port: Number(target.port), noDelay: true })
    // Node's agent takes an error instead of a socket here; its type lacks that.
    ;(connected as ((error: Error) => void) | undefined)?.(failure ?? refused(name))
    return undefined
  }

  private targetOf(host: string): URL | undefined {
    const vendor = vendorOf(host)
    const address = vendor ? this.targets[vendor] : this.redirect.others?.[host]
    return address === undefined ? undefined : new URL(address)
  }

  private failureOf(host: string): Error | undefined {
    if (!this.redirect.unknownHost?.(host)) return undefined
    const details = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host }
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), details)
  }
}

const refused = (host: string): Error =>
  Object.assign(new Error(`connect ECONNREFUSED ${host}: only the sandboxes can be reached`), {
    code: 'ECONNREFUSED',
    syscall: 'connect'
  })
