/** The billing service, which says that it charges each order exactly once. */
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<{ readonly steps: readonly string[] }>
  charges(): Promise<readonly string[]>
}

/** Counts the steps of an order in a quiet run, and then dies before each of them, the last one first. */
export default async function checkBilling(billing: Billing): Promise<void> {
  await billing.order('quiet')
  const { steps } = await billing.work()
  for (let step = steps.length; step >= 1; step -= 1) {
    await billing.order(`dies-at-${step}`)
    await billing.work({ dieBefore: step })
    await billing.work()
  }
  await billing.order('quiet')
  await billing.work()
  const charges = await billing.charges()
  const known = new Set(charges)
  if (known.size < charges.length) throw new Error(`Some orders were charged more than once: ${charges}.`)
  if (known.size < steps.length + 1) throw new Error(`${steps.length + 1} orders, and charges for ${charges}.`)
}
