import { createReadStream } from 'node:fs'
import type { Engine } from './engine.ts'

interface ImageSource {
  readonly image: string
  /** In the words of a Dockerfile. */
  readonly changes: readonly string[]
  /** A root file system. */
  readonly tarFile: string
}

/** Makes an image from the tar of a root file system. The one that had the name before is removed if nothing uses it. */
export async function importImage(engine: Engine, { image, changes, tarFile }: ImageSource): Promise<void> {
  const before = await findImageId(engine, image)
  const [repository = '', tag = 'latest'] = image.split(':')
  const query = new URLSearchParams({ fromSrc: '-', repo: repository, tag })
  for (const change of changes) query.append('changes', change)
  await engine.text({ method: 'POST', path: `/images/create?${query}`, upload: createReadStream(tarFile) })
  if (before && before !== (await findImageId(engine, image))) await removeImage(engine, before)
}

async function findImageId(engine: Engine, image: string): Promise<string | undefined> {
  const path = `/images/${encodeURIComponent(image)}/json`
  const answer = await engine.json<{ Id: string }>({ method: 'GET', path }).catch(() => undefined)
  return answer?.Id
}

async function removeImage(engine: Engine, id: string): Promise<void> {
  await engine.text({ method: 'DELETE', path: `/images/${encodeURIComponent(id)}` }).catch(() => undefined)
}
