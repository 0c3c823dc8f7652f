/** Whether an answer of the shop lists these orders, and no others, in this order. */
export function isAbout(body: string, ids: readonly string[] = []): boolean {
  try {
    const orders: readonly { readonly id: unknown }[] = JSON.parse(body)
    return orders.length === ids.length && orders.every(({ id }, index) => String(id) === ids[index])
  } catch {
    return false
  }
}
