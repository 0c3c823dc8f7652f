import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SpawnedProgram } from './support/spawned-program.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

/** A built site as small as it can be: a home, progress, a page that is not there. */
function someSite(): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'progress'))
  mkdirSync(join(folder, '_astro'))
  const katas = [{ slug: 'add-up', title: 'Add up', testHash: 't', wrong: [] }]
  const course = { base: '/', chapters: [{ slug: 'sums', title: 'Sums', katas }] }
  const files = {
    'index.html':
      'home <span class="state" data-kata="add-up"></span><!--kata:hosted--><script></script><!--/kata:hosted-->',
    '404.html': 'no such page',
    '_astro/site.abc.css': 'body {}',
    'progress/index.html': '<!--kata:progress--><form></form><!--/kata:progress-->',
    'progress/course.json': JSON.stringify(course),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

async function serve(folder: string) {
  const program = new SpawnedProgram('course')
  const running = await program.start('site', '--folder', folder, '--json')
  await running.waitFor('}')
  const { url } = JSON.parse(running.stdout)
  return { program, running, url: String(url) }
}

test('pages show the progress of now, without a script, and Ctrl-C ends it', async () => {
  const { program, running, url } = await serve(someSite())
  expect(await (await fetch(url)).text()).toBe('home <span class="state" data-kata="add-up"></span>')
  const event = { id: '1', at: '2026-01-01T10:00:00.000Z', kind: 'started', kata: 'add-up' }
  appendFileSync(join(program.workspace, 'progress.jsonl'), `${JSON.stringify(event)}\n`)
  expect(await (await fetch(url)).text()).toBe('home <span class="state" data-kata="add-up">begun</span>')
  const progress = await fetch(`${url}progress/`)
  expect(progress.headers.get('cache-control')).toBe('no-store')
  expect(await progress.text()).toContain('0 of 1 katas passed')
  running.child.kill('SIGINT')
  expect(await running.finished).toMatchObject({ exitCode: 130, stderr: '' })
  await expect(fetch(url)).rejects.toThrow()
})

test('files come with their type and may be kept; what is not there is a page that says so', async () => {
  const { url } = await serve(someSite())
  const style = await fetch(`${url}_astro/site.abc.css`)
  expect(style.headers.get('content-type')).toContain('text/css')
  expect(style.headers.get('cache-control')).toContain('immutable')
  const course = await fetch(`${url}progress/course.json`)
  const tag = course.headers.get('etag') ?? ''
  const again = await fetch(`${url}progress/course.json`, { headers: { 'If-None-Match': tag } })
  expect([course.headers.get('cache-control'), again.status]).toEqual(['no-cache', 304])
  const missing = await fetch(`${url}nowhere/`)
  expect([missing.status, await missing.text()]).toEqual([404, 'no such page'])
  expect((await fetch(`${url}progress`, { redirect: 'manual' })).headers.get('location')).toBe('/progress/')
  expect((await fetch(url, { method: 'POST' })).status).toBe(405)
  expect((await fetch(`${url}..%2f..%2fetc%2fpasswd`)).status).toBe(404)
})

test('a site that is not there or half built is told with what to do, and exit code 3', async () => {
  const half = temporaryFolder()
  writeFileSync(join(half, 'index.html'), 'home')
  for (const folder of ['/nowhere', half]) {
    const { exitCode, stdout, stderr } = await new SpawnedProgram('course').run('site', '--folder', folder)
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatch(/npm run site:build.*SITE_NOT_BUILT/s)
  }
})

test('a port that another program holds is told with exit code 3, and no port at all with 2', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => other.once('listening', done))
  const { port } = other.address() as AddressInfo
  const program = new SpawnedProgram('course')
  const taken = await program.run('site', '--folder', someSite(), '--port', String(port))
  other.close()
  expect(taken).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('PORT_NOT_AVAILABLE') })
  const none = await program.run('site', '--folder', someSite(), '--port', 'eighty')
  expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('got eighty') })
})
