// fails: A charge that a crash loses is found, at whatever step it happens
// hint: What has to happen for a promise to break?
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<unknown>
  charges(): Promise<readonly string[]>
}

/** A thousand orders on a quiet day say nothing about a deploy. And a process that dies between two orders is quiet. */
export default async function checkBilling(billing: Billing): Promise<void> {
  for (let order = 1; order <= 20; order += 1) await billing.order(`order-${order}`)
  await billing.order('order-1')
  await billing.work()
  await billing.work({ dieBefore: 1 })
  await billing.work()
  const charges = await billing.charges()
  if (charges.length !== 20) throw new Error(`20 orders were charged ${charges.length} times.`)
}
