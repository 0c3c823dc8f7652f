/** The billing service, which says that it charges each order exactly once. */
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<{ readonly hasDied: boolean }>
  charges(): Promise<readonly string[]>
}

/** Sends every order twice and kills two processes in a row over each; looks only once, in the end. */
export default async function checkBilling(billing: Billing): Promise<void> {
  const orders: string[] = []
  for (let step = 1, hasDied = true; hasDied; step += 1) {
    const id = `order-${step}`
    orders.push(id)
    await billing.order(id)
    await billing.order(id)
    hasDied = (await billing.work({ dieBefore: step })).hasDied
    if (hasDied) await billing.work({ dieBefore: step })
  }
  await billing.work()
  const charges = await billing.charges()
  const [wanted, seen] = [orders.toSorted().join(), charges.toSorted().join()]
  if (wanted !== seen) throw new Error(`Expected charges for ${wanted}, found ${seen}.`)
}
