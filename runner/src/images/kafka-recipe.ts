import { fetchKafkaJars } from './fetch-kafka-jars.ts'
import { kafkaVersion, type Recipe } from './recipe.ts'

/**
 * The distribution has no Kafka, but the Java that runs it. Its jars come from the Maven registry, and lie where the
 * official image has them.
 */
export const kafkaRecipe: Recipe = {
  service: 'kafka',
  packages: ['openjdk-17-jre-headless'],
  versionOf: { fetched: kafkaVersion },
  fetch: (folder, signal) => fetchKafkaJars(kafkaVersion, folder, signal),
  options: (fetchedFolder) => [
    // The package registers manual pages, and fails where their folder is left out.
    '--essential-hook=mkdir -p "$1/usr/share/man/man1"',
    `--customize-hook=mkdir -p "$1/opt/kafka" && cp -r '${fetchedFolder}/libs' "$1/opt/kafka/libs"`,
  ],
  changes: ['USER nobody', 'WORKDIR /opt/kafka', 'EXPOSE 9092'],
}
