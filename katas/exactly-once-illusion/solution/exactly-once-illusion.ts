/** The billing service, which says that it charges each order exactly once. Every call of your test gets a fresh one. */
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<Run>
  charges(): Promise<readonly string[]>
}

export interface Run {
  readonly hasDied: boolean
  readonly steps: readonly string[]
}

/** Throws when the service breaks its promise: each order is charged exactly once. */
export default async function checkBilling(billing: Billing): Promise<void> {
  const orders: string[] = []
  const place = async (id: string, times = 1) => {
    orders.push(id)
    for (let sent = 0; sent < times; sent += 1) await billing.order(id)
  }
  await place('sent-twice', 2)
  await billing.work()
  compare(orders, await billing.charges(), 'an order was sent twice')
  for (let step = 1, hasDied = true; hasDied; step += 1) {
    await place(`order-${step}`)
    const run = await billing.work({ dieBefore: step })
    hasDied = run.hasDied
    // What the dead process did not finish is the next one's to do.
    await billing.work()
    compare(orders, await billing.charges(), `a process died after: ${run.steps.join(', ') || 'nothing'}`)
  }
}

function compare(orders: readonly string[], charges: readonly string[], story: string): void {
  for (const order of orders) {
    const count = charges.filter((charged) => charged === order).length
    if (count !== 1) throw new Error(`${story}. ${order} was charged ${count} times.`)
  }
}
