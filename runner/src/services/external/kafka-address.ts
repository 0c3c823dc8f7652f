import { unusable } from './external-variable.ts'

/** Takes `KATA_KAFKA_BROKERS` apart. Throws EXTERNAL_SERVER_NOT_USABLE. */
export function parseKafkaAddress(address: string): { readonly host: string; readonly port: number } {
  const own = 'Write it as KATA_KAFKA_BROKERS=127.0.0.1:9092.'
  const brokers = address.split(',').map((broker) => broker.trim())
  if (brokers.length > 1) {
    const reason = `KATA_KAFKA_BROKERS names ${brokers.length} brokers; katas need a cluster of one.`
    throw unusable('kafka', { reason, own })
  }
  const [, host = '', port = ''] = /^([^:/@]+):(\d{1,5})$/.exec(brokers[0] ?? '') ?? []
  if (host === '') throw unusable('kafka', { reason: 'KATA_KAFKA_BROKERS is not of the form host:port.', own })
  if (!['127.0.0.1', 'localhost'].includes(host)) {
    const reason = `KATA_KAFKA_BROKERS names a broker on ${host}; katas cut and watch connections to one on this machine.`
    throw unusable('kafka', { reason, own })
  }
  return { host: '127.0.0.1', port: Number(port) }
}
