import { asRecord } from '../shared/as-record'
import { withoutUndefined } from '../shared/without-undefined'

/** The page an event happened on, wherever Appcues puts it, as Segment's `context.page`; undefined when it says nothing of a page. */
export function pageOf(context: Record<string, unknown>): { url?: string; title?: string } | undefined {
  const page = asRecord(context.page)
  const url = firstText(context.url, context.page_url, context.pageUrl, page.url)
  const title = firstText(context.title, context.page_title, context.pageTitle, page.title)
  return url === undefined && title === undefined ? undefined : withoutUndefined({ url, title })
}

const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '')
