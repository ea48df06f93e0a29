import { hasChromium, startBrowser } from '../support/browser'
import { builtFile } from '../support/built'
import { npsWebhook } from '../support/local-host'
import { until } from '../support/until'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { createLocalHost } from '../../host/server/local-host'
import type { Addresses, LocalHost } from '../../host/server/local-host'
import { replay, showAudience } from '../../host/server/replay'
import { sign } from '../../host/server/sign'
import { sources } from '../../src/sources'

const root = resolve(__dirname, '../..')
/** To look at every view: SCREENSHOTS=1 npx jest browser. */
const SHOTS = process.env.SCREENSHOTS ? join(root, 'screenshots') : undefined
const AXE = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
/** Addresses of what opens inside a view. */
const OPENED = {
  delivery: 'deliveries?outcome=delivered&id=1',
  preset: 'mappings?id=preset-13',
  add: 'mappings?add=yes',
  person: 'heap?person=user-1014'
}

const VIEWS = ['Flow', 'Deliveries', 'Mappings', 'Audiences', 'Heap', 'Appcues', 'Send', 'Settings']

function describePage(): void {
  let host: LocalHost
  const folder = builtFile('host/page')
  let addresses: Addresses
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    host = await createLocalHost({ port: 0, webhookPort: 0, page: folder, pageSecret: 'kept' })
    addresses = await host.listen()
    await replay(host, join(root, 'examples/appcues-export.ndjson'), new AbortController().signal)
    await showAudience(host)
    browser = await startBrowser()
    context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
  }, 60_000)

  afterAll(async () => {
    await browser.close()
    await host.close()
  })

  beforeEach(async () => {
    complaints = []
    host.sandboxes?.heap.faults.off()
    host.faults.heap = null
    await page.goto(addresses.page)
  })

  afterEach(async () => {
    for (const tab of context.pages()) if (tab !== page) await tab.close()
    expect(complaints).toStrictEqual([])
  })

  /** A webhook as Appcues sends it, with a valid signature. */
  const post = async (webhook: object): Promise<void> => {
    const body = JSON.stringify(webhook)
    const settings = host.workspace.settingsOf(sources.appcuesWebhook)
    const headers = sign('appcues-webhook', body, settings, 'right', Date.now())
    expect(
      (await fetch(`${addresses.webhooks}/sources/appcues-webhook`, { method: 'POST', body, headers })).status
    ).toBe(200)
  }

  const open = (view: string): Promise<void> => page.getByRole('tab', { name: view, exact: true }).click()

  const card = (name: string): Locator => page.getByRole('article', { name })

  it('shows the replay, and follows one NPS score from Appcues to Heap', async () => {
    await page.getByText(/deliveries since the start/).waitFor()
    const steps = page.locator('.walkthrough li')
    await steps.nth(3).waitFor()
    expect(await steps.allInnerTexts()).toStrictEqual([
      expect.stringMatching(/^Appcues reported a score from /),
      'The source turned it into the Segment event “NPS Score (Appcues)”.',
      expect.stringMatching(/^The preset “NPS Score Submitted” took it and mapped .*NPS Score\.$/),
      expect.stringMatching(/^Heap received “NPS Score Submitted” with the score \d+ and responded with 200\.$/)
    ])
    await page.getByRole('link', { name: 'See every step of it' }).click()
    await page.getByText('POST https://heapanalytics.com/api/track').waitFor()
    await page.getByRole('region', { name: 'The webhook' }).getByText('"appcues:nps_score"').waitFor()
    expect(await page.locator('.row[aria-current]').innerText()).toContain('NPS Score Submitted')
  })

  it('says in one glance whether something was lost, and opens exactly what each number counts', async () => {
    const { edges } = host.counts.view(0)
    const numbers: [RegExp, number][] = [
      [/rejected of the deliveries to Heap/, edges['actions-heap'].rejected],
      [/rejected of the webhooks from Appcues/, edges['appcues-source'].rejected],
      [/skipped of the webhooks from Appcues/, edges['appcues-source'].skipped],
      [/deliveries to Appcues\. Show/, edges['actions-appcues'].passed]
    ]
    for (const [name, count] of numbers) {
      await open('Flow')
      await page.getByRole('link', { name }).click()
      await page.locator('.rows .row').first().waitFor()
      await page.waitForFunction((wanted) => document.querySelectorAll('.rows .row').length === wanted, count)
    }
    await open('Flow')
    await page
      .locator('.verdict.is-bad')
      .getByRole('link', { name: /rejected/ })
      .waitFor()
  })

  it('opens what was rejected, with the message and the field', async () => {
    await page.getByRole('link', { name: /rejected of the deliveries to Heap/ }).click()
    await page.locator('.row', { hasText: '300 characters' }).first().click()
    await page.getByText('This is the field Identity.').waitFor()
    expect(await page.locator('.notice.is-bad').innerText()).toContain(
      'Identity: it is 300 characters long; Heap allows 255'
    )
  })

  it('shows an Appcues webhook in Heap’s view as soon as it is posted', async () => {
    await open('Heap')
    await page.getByLabel('Search').fill('newcomer@example.com')
    await page.getByText('0 of').waitFor()
    await post(npsWebhook(10, 'newcomer@example.com', 'browser-1'))
    await page.getByRole('link', { name: /newcomer@example\.com/ }).click()
    await page.getByRole('heading', { name: 'newcomer@example.com' }).waitFor()
    await page.getByText('NPS Score Submitted').waitFor()
  })

  it('retries while Heap responds with 429, and says so on the spot when it is delivered', async () => {
    await open('Send')
    await page.getByLabel('Heap responds').selectOption('Too many requests (429)')
    await page.getByText(/Heap’s sandbox fails on purpose/).waitFor()
    await open('Flow')
    await page.getByRole('link', { name: 'Change that' }).click()
    await page.waitForFunction(() => (document.activeElement as HTMLSelectElement | null)?.name === 'heap')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.result').getByText('On its way').first().waitFor()
    await page.getByLabel('Heap responds').selectOption('')
    await page.getByText(/Heap’s sandbox fails on purpose/).waitFor({ state: 'detached' })
    await page.locator('.result .outcome.is-delivered').first().waitFor()
    await page.waitForFunction(() => document.querySelector('.result .is-waiting') === null)
    await until(() => host.counts.waiting === 0)
    await open('Deliveries')
    await page.locator('.row', { hasText: 'NPS Score Submitted' }).first().click()
    await page.locator('.detail .outcome.is-delivered').waitFor()
    expect(await page.getByRole('heading', { name: /^Attempt \d+$/ }).count()).toBeGreaterThan(1)
  })

  it('shows a thousand that Heap rejected, why, and sends them again with one click after Heap is right', async () => {
    await open('Send')
    await page.getByRole('link', { name: /^Flow started/ }).click()
    await page.getByLabel('Heap responds').selectOption('Wrong credentials (401)')
    await page.getByLabel('How often').selectOption('1000')
    await page.getByRole('button', { name: 'Send a thousand' }).click()
    await until(() => host.counts.view(0).edges['actions-heap'].failed === 2000)
    await open('Flow')
    await page.locator('.verdict.is-bad').getByText('2,000 not delivered').waitFor()
    await page.getByRole('link', { name: '2,000 not delivered of the deliveries to Heap. Show them.' }).waitFor()
    await page.locator('.reasons li', { hasText: '401' }).getByText('2,000', { exact: true }).waitFor()
    host.sandboxes?.heap.faults.off()
    await page.getByRole('button', { name: 'Send all 2,000 again' }).first().click()
    await page.getByText('2,000 not delivered').first().waitFor({ state: 'detached' })
    await until(() => host.counts.waiting === 0)
    expect(host.counts.view(0).edges['actions-heap'].failed).toBe(0)
  })

  it('shows deliveries over time, for eyes and for ears', async () => {
    const picture = page.getByRole('img', { name: /^From [\d:]+ to [\d:]+: [\d,]+ delivered, / })
    await picture.waitFor()
    expect(await picture.locator('rect').count()).toBeGreaterThan(0)
    await page.getByText('As a table').click()
    await page
      .getByRole('region', { name: 'Deliveries over time, a table' })
      .getByText('Delivered', { exact: true })
      .waitFor()
  })

  it('syncs an audience after it has shown what would change, and changes nothing when it is renamed', async () => {
    await open('Audiences')
    await page.getByLabel('Name of the audience').fill('Browser people')
    await page.getByRole('button', { name: 'Connect' }).click()
    const people = card('Browser people')
    await people.waitFor()
    expect(await people.getByRole('button', { name: 'Sync' }).isDisabled()).toBe(true)
    await people.getByLabel(/^Members now/).fill('browser@example.com\nother@example.com')
    await people.getByRole('button', { name: 'Sync' }).click()
    await people.getByText('+2').waitFor()
    await people.getByText('0 members').waitFor()
    await people.getByRole('button', { name: 'Add 2' }).click()
    await people.getByText('2 members').waitFor()
    await people.getByLabel(/^Members now/).fill('user_id;plan\nbrowser@example.com;pro')
    await people.getByRole('button', { name: 'Sync' }).click()
    await people.getByText('−1').waitFor()
    await people.getByText('1 person leaves').waitFor()
    await people.getByRole('button', { name: 'Cancel' }).click()
    await people.getByText('2 members').waitFor()
    await people.getByText('Rename it in Heap').click()
    await people.getByLabel('New name').fill('Renamed people')
    await people.getByRole('button', { name: 'Rename' }).click()
    await page.getByText('the name of the first sync. Renaming changes nothing there.').waitFor()
    await open('Appcues')
    await page.getByRole('link', { name: /^browser@example\.com/ }).click()
    await page.locator('.facts').getByText('[Heap] Browser people').waitFor()
    expect(await page.locator('.facts dd.is-true').innerText()).toBe('true')
    await page.getByRole('button', { name: 'Delete [Heap] Browser people' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(host.sandboxes?.appcues.state.segments().map(({ name }) => name)).toContain('[Heap] Browser people')
    await page.getByRole('button', { name: 'Delete [Heap] Browser people' }).click()
    await page.getByRole('button', { name: 'Yes, delete it' }).click()
    await page.getByRole('button', { name: 'Delete [Heap] Browser people' }).waitFor({ state: 'detached' })
  })

  it('reads a file of many people as the command does, without putting it into the box', async () => {
    await host.audiences.connect('People of a file')
    await open('Audiences')
    const people = card('People of a file')
    const rows = Array.from({ length: 30_000 }, (_, n) => `"user-${n}"\tpro`)
    const buffer = Buffer.from(`user_id\tplan\n${rows.join('\n')}\n`)
    await people.locator('input[type=file]').setInputFiles({ name: 'people.tsv', mimeType: 'text/plain', buffer })
    await people.getByText('people.tsv').waitFor()
    expect(await people.getByLabel(/^Members now/).inputValue()).toBe('')
    await people.getByRole('button', { name: 'Sync' }).click()
    await people.getByText('+30,000').waitFor()
    await people.getByRole('button', { name: 'Cancel' }).click()
  })

  it('shows at once what would leave by a changed mapping, keeps it over a click elsewhere, and sends by it once it is saved', async () => {
    await open('Mappings')
    await page.getByRole('link', { name: /^NPS Score Submitted/ }).click()
    const body = page.getByRole('region', { name: 'The body that would leave' })
    await body.getByText('"NPS Score"').waitFor()
    await page.getByLabel('Add a key to Properties').fill('Campaign')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Properties: Campaign').fill('Spring sale')
    await body.getByText('"Spring sale"').waitFor()
    await open('Flow')
    await open('Mappings')
    await page.locator('.row', { hasText: 'not saved' }).click()
    expect(await page.getByLabel('Properties: Campaign').inputValue()).toBe('Spring sale')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. New events use this mapping.').waitFor()
    await post(npsWebhook(10, 'campaign@example.com', 'browser-2'))
    const [event] = await until(() => {
      const events = host.sandboxes?.heap.state.eventsOf('campaign@example.com') ?? []
      return events.length > 0 && events
    })
    expect(event.properties).toMatchObject({ 'NPS Score': 10, Campaign: 'Spring sale' })
  })

  it('does not let two tabs overwrite each other unseen', async () => {
    const second = await context.newPage()
    for (const tab of [second, page]) {
      // What is behind another tab paints once a second, and Playwright clicks what is painted.
      await tab.bringToFront()
      await tab.goto(`${new URL(addresses.page).origin}/#/mappings?id=preset-1`)
      await tab.getByLabel('Add a key to Properties').fill('Campaign')
      await tab.getByRole('button', { name: 'Add', exact: true }).click()
      await tab.getByText('not saved').first().waitFor()
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. New events use this mapping.').waitFor()
    await second.bringToFront()
    await second.getByRole('button', { name: 'Save', exact: true }).click()
    await second.getByText('This mapping was changed elsewhere').waitFor()
    complaints.splice(0)
  })

  it('adds a mapping for any trigger, and rejects nonsense at the field', async () => {
    await open('Mappings')
    await page.getByRole('link', { name: 'Add a mapping' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Everything')
    await page.getByLabel(/^Trigger/).fill('nonsense')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.locator('#trigger-problem [role=alert]').waitFor()
    await page.getByLabel(/^Trigger/).fill('type = "track" and type = "page"')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByText(/This mapping never sends anything\. No event meets its trigger/).waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('link', { name: 'Add a mapping' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Everything')
    await page.getByLabel(/^Trigger/).fill('type = "track"')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('heading', { name: 'Everything' }).waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    complaints.splice(0)
  })

  it.each(['Forged', 'Not signed'])('rejects a webhook that is %s, as in life', async (signature) => {
    await open('Send')
    await page.getByLabel('Signature').selectOption(signature)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.notice.is-bad').getByRole('link', { name: 'See it' }).waitFor()
    complaints.splice(0)
  })

  it('offers no example with the real vendors, and asks with the account’s name before it sends', async () => {
    const live = await createLocalHost({
      ...{ port: 0, webhookPort: 0, page: folder, live: true },
      settings: { heapAppId: '1234567890', appcuesAccountId: '98765' }
    })
    const tab = await context.newPage()
    await tab.goto((await live.listen()).page)
    await tab.getByText('Live: Heap 1234567890, Appcues 98765').waitFor()
    await tab.getByRole('tab', { name: 'Send' }).click()
    await tab.getByLabel('Body').fill('{ "event": "Signed Up", "userId": "ada" }')
    const questions: string[] = []
    tab.on('dialog', (dialog) => {
      questions.push(dialog.message())
      void dialog.dismiss()
    })
    await tab.getByRole('button', { name: 'Send', exact: true }).click()
    await until(() => questions.length > 0)
    expect(questions).toStrictEqual(['Send this to the real accounts: Heap 1234567890, Appcues 98765?'])
    expect([await tab.getByRole('navigation', { name: 'Examples' }).count(), live.deliveries.total]).toStrictEqual([
      0, 0
    ])
    await tab.getByRole('tab', { name: 'Settings' }).click()
    await tab.getByText('Takes no webhooks: fill in a secret first.').first().waitFor()
    await live.close()
  })

  it('wraps long names, and cuts no column on a phone', async () => {
    const name = `appcues:${'a'.repeat(60)}`
    await post({ ...npsWebhook(), id: 'long', name, user_id: `${'long-name'.repeat(20)}@example.com` })
    await page.setViewportSize({ width: 390, height: 844 })
    for (const view of VIEWS) {
      await open(view)
      await settled(page)
      const cut = await page.evaluate(() => [
        document.documentElement.scrollWidth - innerWidth,
        ...[...document.querySelectorAll('.scroll')].map((part) => part.scrollWidth - part.clientWidth)
      ])
      expect({ view, cut: cut.filter((excess) => excess > 0) }).toStrictEqual({ view, cut: [] })
    }
  })

  it('goes through the views by keyboard', async () => {
    await page.getByRole('tab', { name: 'Flow' }).focus()
    for (const view of [...VIEWS.slice(1), 'Flow']) {
      await page.keyboard.press('ArrowRight')
      await page.getByRole('tab', { selected: true, name: view, exact: true }).waitFor()
    }
    await page.keyboard.press('End')
    await page.getByRole('tab', { selected: true, name: 'Settings' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Settings')
  })

  it('has no accessibility finding in any view, and enough contrast in the dark too', async () => {
    await page.evaluate(AXE)
    const addresses = [...VIEWS.map((view) => [view, view]), ...Object.entries(OPENED)]
    for (const [name, address] of addresses) {
      await page.evaluate((hash) => (location.hash = hash), `/${address.toLowerCase()}`)
      await settled(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name.toLowerCase()}-${colorScheme}.png`) })
        // What the colours do not decide was looked at in light already.
        const { findings, passes } = await axe(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
        expect({ name, colorScheme, findings }).toStrictEqual({ name, colorScheme, findings: [] })
        expect(passes).toBeGreaterThan(colorScheme === 'dark' ? 0 : 15)
      }
    }
  }, 90_000)

  it('loads in eight tabs more, and each finds its way back after a restart of the server', async () => {
    const { origin, port } = new URL(addresses.page)
    const webhookPort = Number(new URL(addresses.webhooks).port)
    const tabs = await Promise.all(
      VIEWS.map(async (view) => {
        const tab = await context.newPage()
        await tab.goto(`${origin}/#/${view.toLowerCase()}`)
        await settled(tab)
        return tab
      })
    )
    await host.close()
    await tabs[0].getByText(/The local host does not respond/).waitFor()
    host = await createLocalHost({ port: Number(port), webhookPort, page: folder, pageSecret: 'kept' })
    addresses = await host.listen()
    await Promise.all(
      tabs.map(async (tab) => {
        await tab.getByText('Sandbox: nothing leaves this machine').waitFor()
        await settled(tab)
        await tab.locator('main [role=alert]').waitFor({ state: 'detached' })
      })
    )
    const alerts = await Promise.all(tabs.map((tab) => tab.locator('main [role=alert]').count()))
    expect(alerts).toStrictEqual(tabs.map(() => 0))
    complaints.splice(0)
  })
}

/** Waits until the view stands, with what it asked the server for. */
async function settled(page: Page): Promise<void> {
  const stands = (): boolean =>
    !document.querySelector('.loading') && document.querySelector('main h2, main .row') !== null
  // By a timer: what is behind another tab paints once a second.
  await page.waitForFunction(stands, undefined, { polling: 50 })
  await page.waitForTimeout(150)
}

/** What axe finds, serious or not, in a word each, and how many of its rules the view keeps. */
async function axe(page: Page, runOnly?: string[]): Promise<{ findings: string[]; passes: number }> {
  return page.evaluate(async (only) => {
    interface Rule {
      id: string
      nodes: { html: string }[]
    }
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: { runOnly?: string[]; resultTypes: string[] }) => Promise<{ violations: Rule[]; passes: Rule[] }>
      }
    }
    const { violations, passes } = await axe.run({ ...(only && { runOnly: only }), resultTypes: ['violations'] })
    const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    return { findings, passes: passes.length }
  }, runOnly)
}

if (hasChromium()) describe('the page in a browser', describePage)
else {
  // Said by a test of its own, so that it stands in the report of a machine without a browser.
  it('was not looked at in a browser: there is no /usr/bin/chromium here. On Debian: apt-get install chromium.', () => {
    expect(hasChromium()).toBe(false)
  })
}
