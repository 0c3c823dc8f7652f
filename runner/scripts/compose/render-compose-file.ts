import { stringify } from 'yaml'
import { type ComposeService, composePassword, composeServices } from '../../src/services/compose-services.ts'
import { postgresScript } from '../../src/services/docker/docker-postgres.ts'
import { kafkaEnvironment, kafkaPorts, kafkaScript } from '../../src/services/docker/kafka-container.ts'
import { redisScript } from '../../src/services/docker/redis-container.ts'
import { officialImages } from '../../src/services/docker/service-images.ts'
import { redisConfiguration } from '../../src/services/redis-options.ts'
import { imageNameOf, type WarmServiceName } from '../../src/services/warm-service.ts'

/** What is particular to the container of one service. */
interface Container {
  readonly user: string
  readonly script: string
  readonly environment: Readonly<Record<string, string>>
  readonly portInside: number
  /** A program that ends with 0 when the server answers. */
  readonly check: readonly string[]
  /** Longer than a start takes on a slow machine. */
  readonly startSeconds: number
}

const head = `# The runner's Postgres, Redis and Kafka, for those who would rather run them themselves:
#
#   docker compose up -d            all of them (docker-compose up -d, where that is what is installed)
#   docker compose up -d redis      one of them
#   eval "$(npx kata services env)" the runner uses those that answer
#   docker compose down             they are gone, with all they held
#
# Images are replaced by the same variables as the runner's. This file is made from the runner's own settings by
# \`node runner/bin/pinned-node.cjs runner/scripts/write-compose.ts\`; change them there.
`

/** The request by which a client of Kafka asks what the broker understands, and the length of the shortest answer. */
const askKafka = [
  `exec 3<>/dev/tcp/127.0.0.1/${kafkaPorts.inside}`,
  "printf '\\0\\0\\0\\012\\0\\022\\0\\0\\0\\0\\0\\001\\377\\377' >&3",
  '[ "$(timeout 3 head -c 10 <&3 | wc -c)" -eq 10 ]',
].join(' && ')

function containerOf({ service, portVariable, defaultPort }: ComposeService): Container {
  const containers: Partial<Record<WarmServiceName, Container>> = {
    postgres: {
      user: 'postgres',
      script: keepForShell(postgresScript),
      environment: { KATA_PASSWORD: composePassword },
      portInside: 5432,
      check: ['pg_isready', '-q', '-h', '127.0.0.1', '-U', 'postgres'],
      startSeconds: 30,
    },
    redis: {
      user: 'redis',
      script: keepForShell(redisScript),
      environment: {
        KATA_CONFIGURATION: redisConfiguration({
          port: 6379,
          password: composePassword,
          folder: '/tmp',
          bind: '0.0.0.0',
        }),
        REDISCLI_AUTH: composePassword,
      },
      portInside: 6379,
      check: ['sh', '-c', 'redis-cli ping | grep -q PONG'],
      startSeconds: 30,
    },
    kafka: {
      user: 'nobody',
      script: keepForShell(kafkaScript),
      environment: kafkaEnvironment(`\${${portVariable}:-${defaultPort}}`),
      portInside: kafkaPorts.clients,
      check: ['bash', '-c', askKafka],
      startSeconds: 90,
    },
  }
  const container = containers[service]
  if (container) return container
  throw new TypeError(`docker-compose.yml has no container for ${service}.`)
}

function renderService(entry: ComposeService): object {
  const { service, variable, portVariable, defaultPort, addressOn } = entry
  const { user, script, environment, portInside, check, startSeconds } = containerOf(entry)
  const port = `\${${portVariable}:-${defaultPort}}`
  const greeting = `echo 'For the runner: export ${variable}=${addressOn(port)}'`
  return {
    image: `\${KATA_${service.toUpperCase()}_IMAGE:-${officialImages[imageNameOf(service)]}}`,
    user,
    init: true,
    shm_size: '256mb',
    ports: [`127.0.0.1:${port}:${portInside}`],
    environment,
    entrypoint: ['sh', '-c', `${greeting}\n${script.trim()}\n`],
    command: [],
    healthcheck: {
      test: ['CMD', ...check.map(keepForShell)],
      interval: '5s',
      timeout: '5s',
      retries: Math.ceil(startSeconds / 5),
    },
  }
}

/** The text of docker-compose.yml. */
export function renderComposeFile(): string {
  const services = Object.fromEntries(composeServices.map((entry) => [entry.service, renderService(entry)]))
  const text = stringify({ services }, { lineWidth: 0 })
  return `${head}\n${text.replaceAll(/\n {2}(?=\w+:\n)/g, '\n\n  ').replace(':\n\n', ':\n')}`
}

/** What is for the shell in the container, and not for compose to fill in. */
function keepForShell(text: string): string {
  return text.replaceAll('$', '$$$$')
}
