/** The billing service, which says that it charges each order exactly once. Every call of your test gets a fresh one. */
export interface Billing {
  /** Puts an order on the topic. A sender that had no answer sends its order again, with the same id. */
  order(id: string): Promise<void>
  /**
   * Starts a process of the service, and resolves when it has handled all that is on the topic, or has died. With
   * `dieBefore: 2` it dies, as by SIGKILL, before its second step reaches Kafka or Postgres.
   */
  work(options?: { readonly dieBefore?: number }): Promise<Run>
  /** The order ids of all charges in Postgres, one for each charge. */
  charges(): Promise<readonly string[]>
}

/** How one process of the service ended. */
export interface Run {
  readonly hasDied: boolean
  /** What it did, the step at which it died left out: `BEGIN`, `commit offsets`. */
  readonly steps: readonly string[]
}

/** Throws when the service breaks its promise: each order is charged exactly once. */
export default async function checkBilling(billing: Billing): Promise<void> {
  // TODO: this is the test that came with the service. It has been green for a year.
  await billing.order('order-1')
  await billing.order('order-2')
  await billing.work()
  const charges = await billing.charges()
  if (charges.length !== 2) throw new Error(`2 orders were charged ${charges.length} times.`)
}
