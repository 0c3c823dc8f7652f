import lighthouse from 'lighthouse'

/** What Lighthouse says of one page, as a phone on a slow network would get it. */
export interface LighthouseScores {
  /** Of 100 each. */
  readonly accessibility: number
  readonly bestPractices: number
  readonly seo: number
  readonly performance: number
  /** Until the largest thing on the first screen is drawn. */
  readonly largestPaintMs: number
  readonly requests: number
  readonly transferredBytes: number
}

/** Opens the address in the browser that listens at `port`. */
export async function runLighthouse(url: string, port: number): Promise<LighthouseScores> {
  const result = await lighthouse(url, { port, logLevel: 'error', skipAboutBlank: true })
  if (result === undefined) throw new TypeError(`Lighthouse did not look at ${url}.`)
  const { categories, audits } = result.lhr
  const scoreOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100)
  const measureOf = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const requests = audits['network-requests']?.details
  return {
    accessibility: scoreOf('accessibility'),
    bestPractices: scoreOf('best-practices'),
    seo: scoreOf('seo'),
    performance: scoreOf('performance'),
    largestPaintMs: measureOf('largest-contentful-paint'),
    requests: requests?.type === 'table' ? requests.items.length : Number.NaN,
    transferredBytes: measureOf('total-byte-weight'),
  }
}
