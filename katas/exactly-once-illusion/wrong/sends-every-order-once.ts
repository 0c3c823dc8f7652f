// fails: A second charge for an order that was sent twice is found
// hint: Who else can repeat an order?
export interface Billing {
  order(id: string): Promise<void>
  work(options?: { readonly dieBefore?: number }): Promise<{ readonly hasDied: boolean }>
  charges(): Promise<readonly string[]>
}

/** Thinks of the consumer alone. A producer that had no answer sends again. */
export default async function checkBilling(billing: Billing): Promise<void> {
  let orders = 0
  for (let hasDied = true; hasDied; ) {
    orders += 1
    await billing.order(`order-${orders}`)
    hasDied = (await billing.work({ dieBefore: orders })).hasDied
    await billing.work()
  }
  const charges = await billing.charges()
  if (new Set(charges).size !== orders || charges.length !== orders) throw new Error(`${orders} orders: ${charges}.`)
}
