// fails: A service that keeps its promise passes, whenever its process dies
// hint: When does the promise fall due?
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<{ readonly hasDied: boolean }>
  charges(): Promise<readonly string[]>
}

/** Looks right after the crash, when the order is still on the topic and its charge is still to come. */
export default async function checkBilling(billing: Billing): Promise<void> {
  await billing.order('order-0')
  await billing.order('order-0')
  for (let step = 1, hasDied = true; hasDied; step += 1) {
    await billing.order(`order-${step}`)
    hasDied = (await billing.work({ dieBefore: step })).hasDied
    const charges = await billing.charges()
    if (charges.length !== step + 1) throw new Error(`${step + 1} orders were charged ${charges.length} times.`)
    await billing.work()
  }
}
