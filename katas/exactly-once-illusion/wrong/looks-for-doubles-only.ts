// fails: A charge that a crash loses is found, at whatever step it happens
// hint: What has to happen for a promise to break?
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<{ readonly hasDied: boolean }>
  charges(): Promise<readonly string[]>
}

/** Everybody fears the second charge. Nobody complains of the one that was never made. */
export default async function checkBilling(billing: Billing): Promise<void> {
  await billing.order('order-0')
  await billing.order('order-0')
  for (let step = 1, hasDied = true; hasDied; step += 1) {
    await billing.order(`order-${step}`)
    hasDied = (await billing.work({ dieBefore: step })).hasDied
    await billing.work()
  }
  const charges = await billing.charges()
  const doubles = charges.filter((id, at) => charges.indexOf(id) !== at)
  if (doubles.length > 0) throw new Error(`Charged twice: ${doubles}.`)
}
