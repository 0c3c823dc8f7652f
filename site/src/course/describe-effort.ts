import type { Kata } from '../../../runner/src/course/index.ts'

export { describeMinutes } from '../../../runner/src/course/index.ts'

import type { SiteChapter } from './site-texts.ts'

const serviceTitles: Readonly<Record<string, string>> = {
  postgres: 'Postgres',
  'postgres-replica': 'Postgres with replicas',
  redis: 'Redis',
  kafka: 'Kafka',
  nginx: 'nginx',
}

/** The real servers of a kata: `Postgres, 2 × Redis`. Empty for a kata without any. */
export function describeServices(services: Kata['services']): string {
  return Object.entries(services)
    .map(([name, count]) => `${count === 1 ? '' : `${count} × `}${serviceTitles[name] ?? name}`)
    .join(', ')
}

/** The services of several katas, each once, in the order in which they come. */
export function listServices(katas: readonly { readonly kata: Kata }[]): string {
  const names = new Set(katas.flatMap(({ kata }) => Object.keys(kata.services)))
  return [...names].map((name) => serviceTitles[name] ?? name).join(', ')
}

/** Minutes of a chapter: of its lessons and its katas. */
export function chapterMinutes({ lessons, katas }: SiteChapter): number {
  const reading = lessons.reduce((sum, { frontMatter }) => sum + frontMatter.minutes, 0)
  return katas.reduce((sum, { kata }) => sum + kata.minutes, reading)
}
