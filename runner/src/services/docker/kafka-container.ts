/** Ports inside the container: for clients, for the broker itself and our shell, and for the controller. */
export const kafkaPorts = { clients: 9092, inside: 9095, controller: 9094 } as const

/** Where the script puts what a shell needs. */
export const kafkaFolder = '/tmp/kata'

/** The line by which the broker says that it is ready. */
export const kafkaReadyPattern = 'Kafka Server started'

const clusterId = 'bG9hZGJlYXJpbmctLWthdA'

/**
 * A broker that is its own controller. Clients are sent to `hostPort`, which leads to it from outside only: what the
 * broker asks of itself, such as to commit a transaction, has to go by a listener that leads to it from inside.
 */
function kafkaProperties(hostPort: number | string): string {
  const { clients, inside, controller } = kafkaPorts
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'log.dirs': `${kafkaFolder}/data`,
    listeners: `EXTERNAL://0.0.0.0:${clients},INTERNAL://127.0.0.1:${inside},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `EXTERNAL://127.0.0.1:${hostPort},INTERNAL://127.0.0.1:${inside}`,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,EXTERNAL:PLAINTEXT,INTERNAL:PLAINTEXT',
    'inter.broker.listener.name': 'INTERNAL',
    'controller.listener.names': 'CONTROLLER',
    ...oneBroker,
    ...quick,
    ...small,
  }
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

/** There is nobody to replicate to. */
const oneBroker = {
  'auto.create.topics.enable': false,
  'num.partitions': 1,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
}

/** A test joins groups and lets sessions expire; it should not wait for what a cluster waits for. */
const quick = {
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 100,
  'group.coordinator.append.linger.ms': 0,
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': 500,
  'file.delete.delay.ms': 1000,
}

const small = {
  'log.cleaner.dedupe.buffer.size': 4_194_304,
  'log.index.size.max.bytes': 65_536,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'background.threads': 2,
}

/** The broker says at startup what its settings are, each of several hundred: that is left out. */
const logSettings = `
rootLogger.level=INFO
rootLogger.appenderRef.console.ref=console
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{HH:mm:ss.SSS} %p %m (%c{1})%n
logger.settings.name=org.apache.kafka.common.config.AbstractConfig
logger.settings.level=WARN
`

/** Kafka's own tools by the name of their script, which the image of our recipe does not have. */
const tools = {
  'kafka-topics': 'TopicCommand',
  'kafka-console-producer': 'ConsoleProducer',
  'kafka-console-consumer': 'consumer.ConsoleConsumer',
  'kafka-consumer-groups': 'consumer.group.ConsumerGroupCommand',
  'kafka-get-offsets': 'GetOffsetShell',
  'kafka-transactions': 'TransactionsCommand',
} as const

export const kafkaTools = Object.keys(tools)

/** What the script reads. */
export function kafkaEnvironment(hostPort: number | string): Readonly<Record<string, string>> {
  return { KATA_PROPERTIES: kafkaProperties(hostPort), KATA_LOG_SETTINGS: logSettings }
}

const classPath = "-cp '/opt/kafka/libs/*'"
const lightJava = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData'

/** Starts Java by itself, so that it works in the official image and in ours, which has no scripts of Kafka. */
export const kafkaScript = `
set -e
mkdir -p ${kafkaFolder}/bin
cd ${kafkaFolder}
echo "$KATA_PROPERTIES" > server.properties
echo "$KATA_LOG_SETTINGS" > log.properties
tool() {
  echo '#!/bin/sh' > "bin/$1"
  echo "exec java ${lightJava} -Xmx128m ${classPath} org.apache.kafka.tools.$2 --bootstrap-server 127.0.0.1:${kafkaPorts.inside} \\"\\$@\\"" >> "bin/$1"
  chmod +x "bin/$1"
}
${Object.entries(tools)
  .map(([name, tool]) => `tool ${name} ${tool}`)
  .join('\n')}
java="java ${lightJava} -Xmx256m -Dlog4j2.configurationFile=${kafkaFolder}/log.properties"
$java ${classPath} kafka.tools.StorageTool format --ignore-formatted --cluster-id ${clusterId} --config server.properties
exec $java ${classPath} kafka.Kafka server.properties
`
