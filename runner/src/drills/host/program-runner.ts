/** What a process of a drill runs: the file of the system that it is given, for as long as the drill lives. */
import { pathToFileURL } from 'node:url'
import { importTypeScript } from '../../kit/import-type-script.ts'

// The drill's own process is gone, and with it the servers.
process.on('disconnect', () => process.exit(0))
process.channel?.unref()
const [file = ''] = process.argv.slice(2)
if (process.env['KAFKA_BROKERS']) {
  const { loadKafkaLibrary } = await import('../../kit/kafka/kafka-library.ts')
  await loadKafkaLibrary()
}
await importTypeScript(pathToFileURL(file).href)
