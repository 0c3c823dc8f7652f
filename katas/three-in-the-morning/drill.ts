import { defineDrill } from 'loadbearing/drill'
import { migrate } from './system/database.ts'
import { examine } from './system/examine.ts'
import { readGauges } from './system/gauges.ts'
import { type Shop, startShop } from './system/shop-system.ts'

export default defineDrill<Shop>({
  start: startShop,
  strike: async (shop, stage) => {
    stage.tell('03:00: the migration 0042 begins: it rebuilds the table orders and adds the orders of the marketplace.')
    await migrate(shop.postgres)
    stage.tell('03:01: the migration 0042 is done.')
  },
  hasStruck: (shop) => shop.watch.isPoolFull && shop.watch.lag > 40,
  gauges: readGauges,
  facts: (shop) => shop.readFacts(),
  examine,
})
