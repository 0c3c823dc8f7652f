import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from '../../errors.ts'
import type { DrillActions } from '../drill-definition.ts'
import type { Stage } from './stage.ts'

/** What a playbook is given. Connections that it needs are opened when first used, and end with it. */
export async function openActions(stage: Stage): Promise<DrillActions & AsyncDisposable> {
  const stack = new AsyncDisposableStack()
  const url = (service: string): string => {
    const lease = stage.leases.find((each) => each.service === service)
    if (lease) return lease.url
    throw new CourseError('COURSE_FILE_INVALID', { message: `The drill has no ${service}.` })
  }
  const openPostgres = once(async () => {
    const { default: pg } = await import('pg')
    const client = new pg.Client(url('postgres'))
    await client.connect()
    stack.defer(() => client.end())
    return client
  })
  const openRedis = once(async () => {
    const { Redis } = await import('ioredis')
    const client = new Redis(url('redis'))
    stack.defer(() => client.disconnect())
    return client
  })
  return {
    url,
    sql: async (statement) => (await (await openPostgres()).query(statement)).rows,
    redis: async (command, ...words) => (await openRedis()).call(command, ...words),
    sh: async (name, script) => {
      const machine = stage.machineList.find((each) => each.name === name)
      if (!machine) throw new CourseError('COURSE_FILE_INVALID', { message: `The drill has no machine ${name}.` })
      return machine.run(script)
    },
    edit: async (file, change) => {
      const path = join(stage.folder, file)
      const before = await readFile(path, 'utf8')
      const after = change(before)
      if (after === before)
        throw new CourseError('COURSE_FILE_INVALID', { message: `The playbook left ${file} as it was.` })
      await writeFile(path, after)
      await stage.reload(file)
    },
    restart: async (name) => {
      const program = stage.findProgram(name)
      if (!program) throw new CourseError('COURSE_FILE_INVALID', { message: `The drill has no program ${name}.` })
      await program.restart()
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}
