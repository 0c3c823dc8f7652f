import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { CourseError } from '../errors.ts'
import { contentTypeOf } from './content-types.ts'
import { type FoundFile, findSiteFile } from './find-site-file.ts'

export interface ServedSite {
  readonly folder: string
  /** The address below which the site is built to lie. */
  readonly base: string
  /** Without one, any that is free. */
  readonly port?: number | undefined
  /** Puts what is known now into a built page. */
  readonly fill: (html: string) => string
}

export interface SiteServer extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

const host = '127.0.0.1'

/**
 * Serves a built site on loopback until it is disposed. Pages are filled when they are asked for, so none is kept by a
 * browser; what has a hash in its name is kept for a year.
 *
 * @throws CourseError `PORT_NOT_AVAILABLE`
 */
export async function serveSite(site: ServedSite): Promise<SiteServer> {
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error: unknown) => fail(response, error))
  })
  await listen(server, site.port ?? 0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}${site.base}`,
    port,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program listens on it' : cause.message
      failed(new CourseError('PORT_NOT_AVAILABLE', { message: `Port ${port} of ${host}: ${why}.`, cause }))
    })
    server.listen({ port, host, exclusive: true }, done)
  })
}

async function answer(site: ServedSite, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (!isLoopback(request.headers.host)) return end(response, 403, 'This site answers on 127.0.0.1 and localhost only.')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return end(response, 405, 'Only GET and HEAD.')
  }
  const found = findSiteFile(site.folder, site.base, request.url ?? '/')
  if (found.kind === 'moved') return end(response.setHeader('Location', found.to), 301, 'Moved.')
  if (found.kind === 'none')
    return sendPage(site, request, response, { path: join(site.folder, '404.html'), status: 404 })
  if (extname(found.path) === '.html') return sendPage(site, request, response, { path: found.path, status: 200 })
  sendFile(found, request, response)
}

/** A page of another site may make its own name lead to this address, and so read what is here. */
function isLoopback(hostHeader: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(hostHeader ?? '')
}

async function sendPage(
  { fill }: ServedSite,
  { method }: IncomingMessage,
  response: ServerResponse,
  { path, status }: { readonly path: string; readonly status: number },
): Promise<void> {
  const body = Buffer.from(fill(await readFile(path, 'utf8')))
  response.writeHead(status, {
    'Content-Type': contentTypeOf('.html'),
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  })
  response.end(method === 'HEAD' ? undefined : body)
}

function sendFile(
  { path, sizeBytes, changedMs }: Extract<FoundFile, { kind: 'file' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const tag = `"${sizeBytes.toString(36)}-${Math.round(changedMs).toString(36)}"`
  const isHashed = /[\\/]_astro[\\/]/.test(path)
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304).end()
  response.writeHead(200, { 'Content-Type': contentTypeOf(extname(path)), 'Content-Length': sizeBytes })
  if (request.method === 'HEAD') return void response.end()
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response)
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': contentTypeOf('.txt') }).end(`${text}\n`)
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  end(response, 500, `This page could not be made: ${error instanceof Error ? error.message : String(error)}`)
}
