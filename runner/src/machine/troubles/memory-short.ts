import { showBytes } from '../../terminal/show-bytes.ts'
import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { memoryNeeds } from '../needs.ts'
import type { Trouble } from '../trouble.ts'

export const memoryShort: Trouble = {
  code: 'memory-short',
  part: 'memory',
  symptom: 'This machine has little free memory',
  cause: 'A run with its servers takes some hundred megabytes, Kafka alone more than three.',
  remedy: 'Close what you do not need. `kata services stop` ends the servers that are kept warm.',
  find: (facts) => {
    const { freeBytes, totalBytes } = facts.memory
    const found = `${showBytes(freeBytes)} free of ${showBytes(totalBytes)}`
    const mend = 'kata services stop'
    if (freeBytes < memoryNeeds.runBytes) {
      const katas = katasOn(
        facts,
        facts.services.map(({ service }) => service),
      )
      const means = `A run with Postgres and Redis takes about ${showBytes(memoryNeeds.runBytes)}. ${describeKatas(katas)}`
      return [{ state: 'note', found, means, katas, mend }]
    }
    if (freeBytes >= memoryNeeds.runBytes + memoryNeeds.kafkaBytes || facts.katas.kafka.length === 0) return []
    const means = `Kafka takes ${showBytes(memoryNeeds.kafkaBytes)} more. ${describeKatas(facts.katas.kafka)}`
    return [{ state: 'note', found, means, katas: facts.katas.kafka, mend }]
  },
}
