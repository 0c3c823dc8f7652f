// fails: A charge that a crash repeats is found, at whatever step it happens
// hint: Where can a process die?
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<unknown>
  charges(): Promise<readonly string[]>
}

/** Kills the process in the middle of an order: at one of its steps, which was chosen by looking at one service. */
export default async function checkBilling(billing: Billing): Promise<void> {
  await billing.order('order-1')
  await billing.work({ dieBefore: 2 })
  await billing.work()
  const charges = await billing.charges()
  if (charges.length !== 1) throw new Error(`An order was charged ${charges.length} times.`)
}
