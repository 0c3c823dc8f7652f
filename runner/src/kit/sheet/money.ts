import type { CostPerMonth, Money } from './claim-shapes.ts'

/** An amount in US dollars. @example each: usd(50) */
export function usd(amount: number): Money {
  return { amount, currency: 'USD' }
}

/** An amount in euros. @example each: eur(46) */
export function eur(amount: number): Money {
  return { amount, currency: 'EUR' }
}

const secondsPerMonth = (365 / 12) * 24 * 3600

/**
 * What 1,000 requests cost when all parts of a month are paid and the stated load is there all the time; undefined when
 * the parts are paid in two currencies, or there is no load. Needs no server.
 *
 * @example pricePer1000Requests({ atRequestsPerSecond: 100, parts: [{ what: 'redis', count: 1, each: usd(50) }] })
 */
export function pricePer1000Requests({ atRequestsPerSecond, parts }: CostPerMonth): Money | undefined {
  const [first, ...others] = parts
  if (first === undefined || others.some(({ each }) => each.currency !== first.each.currency)) return undefined
  const perMonth = parts.reduce((sum, { count, each }) => sum + count * each.amount, 0)
  const thousands = (atRequestsPerSecond * secondsPerMonth) / 1000
  return thousands > 0 ? { amount: perMonth / thousands, currency: first.each.currency } : undefined
}
