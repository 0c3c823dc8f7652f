import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CourseError } from '../errors.ts'

/** A project of which only the dependencies matter: the broker, its tools, and where its log lines go. */
function describeProject(version: string): string {
  const dependencies = [
    ['org.apache.kafka', 'kafka_2.13', version],
    ['org.apache.kafka', 'kafka-tools', version],
    ['org.apache.logging.log4j', 'log4j-slf4j-impl', '2.24.3'],
  ].map(([group, name, of]) => `<dependency>${describeArtifact(group, name, of)}</dependency>`)
  return `<project><modelVersion>4.0.0</modelVersion>${describeArtifact('loadbearing', 'kafka', version)}
<packaging>pom</packaging><dependencies>${dependencies.join('\n')}</dependencies></project>\n`
}

function describeArtifact(group = '', name = '', version = ''): string {
  return `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`
}

/** Puts Kafka's jars into a folder, from the registry that this machine's Maven uses. Throws IMAGE_NOT_BUILT. */
export async function fetchKafkaJars(version: string, folder: string, signal?: AbortSignal): Promise<void> {
  await writeFile(join(folder, 'pom.xml'), describeProject(version))
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'libs')}`]
  try {
    await promisify(execFile)('mvn', ['-B', '-q', '-ntp', ...goal], { cwd: folder, ...(signal ? { signal } : {}) })
  } catch (cause) {
    signal?.throwIfAborted()
    throw explain(cause as MavenFailure, version)
  }
}

interface MavenFailure extends NodeJS.ErrnoException {
  readonly stdout?: string
}

function explain(cause: MavenFailure, version: string): CourseError {
  if (cause.code === 'ENOENT') {
    return new CourseError('IMAGE_NOT_BUILT', {
      message: 'its jars come from the Maven registry, and mvn is not installed',
      hint: 'apt-get install --no-install-recommends maven',
      cause,
    })
  }
  const said = cause.stdout?.split('\n').find((line) => line.startsWith('[ERROR]')) ?? cause.message
  return new CourseError('IMAGE_NOT_BUILT', {
    message: `mvn could not fetch Kafka ${version}: ${said.trim()}`,
    hint: 'Check that this machine reaches its Maven registry: mvn help:effective-settings',
    cause,
  })
}
