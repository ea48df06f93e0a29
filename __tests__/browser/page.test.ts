import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createLocalHost } from '../../host/server/local-host'
import type { Addresses, LocalHost } from '../../host/server/local-host'
import { replay } from '../../host/server/replay'
import { sign } from '../../host/server/sending/sign'
import { sources } from '../../src/sources'
import { showAudience } from '../../host/server/show-audience'
import { hasChromium, startBrowser } from '../support/browser'
import { npsWebhook } from '../support/local-host'
import { bundlePage } from '../support/page-bundle'

const root = resolve(__dirname, '../..')
const SHOTS = join(root, 'screenshots')
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
  let folder: string
  let addresses: Addresses
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    folder = await bundlePage()
    host = await createLocalHost({ port: 0, webhookPort: 0, page: folder, pageSecret: 'kept' })
    addresses = await host.listen()
    await replay(host, join(root, 'examples/appcues-export.ndjson'), new AbortController().signal)
    await showAudience(host)
    browser = await startBrowser()
  }, 60_000)

  afterAll(async () => {
    await browser.close()
    await host.close()
    rmSync(folder, { recursive: true })
  })

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' })
    page = await context.newPage()
    page.setDefaultTimeout(20_000)
    complaints = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(addresses.page)
  })

  afterEach(async () => {
    await context.close()
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

  it('shows the replay, and follows one NPS answer from Appcues to Heap in sentences', async () => {
    await page.getByText(/deliveries since the start/).waitFor()
    const story = page.locator('.story li')
    await story.nth(3).waitFor()
    expect(await story.allInnerTexts()).toStrictEqual([
      expect.stringMatching(/^Appcues told of an answer by /),
      'The source made the Segment event “NPS Score (Appcues)” of it.',
      expect.stringMatching(/^The preset “NPS Score Submitted” took it and mapped .*NPS Score\.$/),
      expect.stringMatching(/^Heap received “NPS Score Submitted” with the score \d+ and answered 200\.$/)
    ])
    await page.getByRole('link', { name: 'See every step of it' }).click()
    await page.getByText('POST https://heapanalytics.com/api/track').waitFor()
  })

  it('opens what was refused, with the sentence and the field it speaks of', async () => {
    await page.getByRole('link', { name: /refused of the deliveries to Heap/ }).click()
    await page.locator('.row', { hasText: '300 characters' }).first().click()
    await page.getByText('It speaks of the field Identity.').waitFor()
    expect(await page.locator('.notice.is-bad').innerText()).toContain('Identity: it is 300 characters long; Heap allows 255')
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

  it('tries again while Heap answers 429, and says so when it is delivered', async () => {
    await open('Send')
    await page.getByLabel('Heap answers').selectOption('Too many requests (429)')
    await page.getByText(/Heap’s sandbox fails on purpose/).waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('On its way').first().waitFor()
    await page.getByLabel('Heap answers').selectOption('')
    await page.getByRole('link', { name: 'NPS Score Submitted' }).click()
    await page.locator('.detail .outcome.is-delivered').waitFor({ timeout: 15_000 })
    expect(await page.getByRole('heading', { name: /^Attempt \d+$/ }).count()).toBeGreaterThan(1)
  })

  it('syncs an audience, shows the property on a profile, and changes nothing when it is renamed', async () => {
    await open('Audiences')
    await page.getByLabel('Name of the audience').fill('Browser people')
    await page.getByRole('button', { name: 'Connect' }).click()
    const card = page.getByRole('article', { name: 'Browser people' })
    await card.getByLabel(/^Members now/).fill('user_id\nbrowser@example.com\nother@example.com')
    await card.getByRole('button', { name: 'Sync' }).click()
    await card.getByText('2 members').waitFor()
    await card.getByText('Rename it in Heap').click()
    await card.getByLabel('New name').fill('Renamed people')
    await card.getByRole('button', { name: 'Rename' }).click()
    await page.getByText('the name of the first sync. Renaming changes nothing there.').waitFor()
    await open('Appcues')
    await page.getByRole('link', { name: /^browser@example\.com/ }).click()
    await page.locator('.facts').getByText('[Heap] Browser people').waitFor()
    expect(await page.locator('.facts dd.is-true').innerText()).toBe('true')
  })

  it('shows at once what would leave by a changed mapping, and sends by it once it is saved', async () => {
    await open('Mappings')
    await page.getByRole('link', { name: /^NPS Score Submitted/ }).click()
    const body = page.getByRole('region', { name: 'The body that would leave' })
    await body.getByText('"NPS Score"').waitFor()
    await page.getByLabel('Add a key to Properties').fill('Campaign')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Properties: Campaign').fill('Spring sale')
    await body.getByText('"Spring sale"').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. New events go by it.').waitFor()
    await post(npsWebhook(10, 'campaign@example.com', 'browser-2'))
    const [event] = host.sandboxes?.heap.state.eventsOf('campaign@example.com') ?? []
    expect(event.properties).toMatchObject({ 'NPS Score': 10, Campaign: 'Spring sale' })
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

  it.each(['light', 'dark'] as const)(
    'has no accessibility finding in any view, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      const opened = colorScheme === 'light' ? Object.entries(OPENED) : []
      const addresses = [...VIEWS.map((view) => [view, view]), ...opened]
      for (const [name, address] of addresses) {
        await page.evaluate((hash) => (location.hash = hash), `/${address.toLowerCase()}`)
        await settled(page)
        await page.screenshot({ path: join(SHOTS, `${name.toLowerCase()}-${colorScheme}.png`) })
        // What the colours do not decide was looked at in light already.
        const { findings, passes } = await axe(page, colorScheme === 'dark' ? ['color-contrast'] : undefined)
        expect({ name, findings }).toStrictEqual({ name, findings: [] })
        expect(passes).toBeGreaterThan(colorScheme === 'dark' ? 0 : 15)
      }
    },
    30_000
  )

  it('fits a narrow window without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const view of VIEWS) {
      await open(view)
      await settled(page)
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect({ view, excess }).toStrictEqual({ view, excess: 0 })
    }
  })
}

/** Waits until the view stands, with what it asked the server for. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.loading') && document.querySelector('main h2, main .row'))
  await page.waitForTimeout(150)
}

/** What axe finds, serious or not, in a word each, and how many of its rules the view keeps. Run by the debugger and not as a script of the page, which its own policy forbids. */
async function axe(page: Page, rules?: string[]): Promise<{ findings: string[]; passes: number }> {
  return page.evaluate(
    async ([source, runOnly]) => {
      interface Rule {
        id: string
        nodes: { html: string }[]
      }
      const holder = globalThis as unknown as {
        axe?: { run: (options: { runOnly?: string[] }) => Promise<{ violations: Rule[]; passes: Rule[] }> }
      }
      if (!holder.axe) (0, eval)(source)
      const { violations, passes } = (await holder.axe?.run(runOnly ? { runOnly: [...runOnly] } : {})) ?? {
        violations: [],
        passes: []
      }
      const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      return { findings, passes: passes.length }
    },
    [AXE, rules] as const
  )
}

if (hasChromium()) describe('the page in a browser', describePage)
else {
  // Said by a test of its own, so that it stands in the report of a machine without a browser.
  it('was not looked at in a browser: there is no /usr/bin/chromium here. On Debian: apt-get install chromium.', () => {
    expect(hasChromium()).toBe(false)
  })
}
