import type { Redis } from 'ioredis'

/** What a Redis holds, in words with an example, such as `3 keys, "user:1" among them`; undefined when it is empty. */
export async function describeContents(client: Redis): Promise<string | undefined> {
  const found = [await describeKeys(client), await describeLibraries(client)].filter((words) => words !== undefined)
  return found.length === 0 ? undefined : found.join(' and ')
}

async function describeKeys(client: Redis): Promise<string | undefined> {
  const databases = [...(await client.info('keyspace')).matchAll(/^db(\d+):keys=(\d+)/gm)]
  const [first] = databases
  if (first === undefined) return undefined
  const count = databases.reduce((sum, [, , keys]) => sum + Number(keys), 0)
  await client.select(Number(first[1]))
  const example = await client.randomkey()
  await client.select(0)
  return `${count} ${count === 1 ? 'key' : 'keys'}${example === null ? '' : `, "${example}" among them`}`
}

async function describeLibraries(client: Redis): Promise<string | undefined> {
  const names = (await listLibraries(client)).filter((name) => name !== claimLibrary)
  return names.length === 0 ? undefined : `the function library ${names.join(', ')}`
}

/** The function library by which a Redis is marked as lent. It outlives FLUSHALL, and to load it twice fails. */
export const claimLibrary = 'loadbearing_lease'

async function listLibraries(client: Redis): Promise<readonly string[]> {
  const libraries = (await client.call('FUNCTION', 'LIST')) as readonly (readonly unknown[])[]
  return libraries.map((fields) => String(fields[fields.indexOf('library_name') + 1]))
}
