// Built by site/scripts/write-service-worker.ts, which writes `version` and `addresses` above this text.
/* global version, addresses */

const prefix = `loadbearing ${new URL(self.registration.scope).pathname} `
const cacheName = prefix + version
const here = (address) => new URL(address, self.registration.scope).href

// Whole or not at all: a worker that lacks a page is not installed, and the one before it stays.
self.addEventListener('install', (event) => {
  event.waitUntil(store().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(deleteOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'GET' && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request))
})

// Past the browser's own cache, where a file of the version before may lie.
async function store() {
  const cache = await caches.open(cacheName)
  await cache.addAll(addresses.map((address) => new Request(here(address), { cache: 'reload' })))
}

async function deleteOthers() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  )
}

async function answer(request) {
  const cache = await caches.open(cacheName)
  const stored = await cache.match(request, { ignoreSearch: true })
  if (stored !== undefined) return stored
  try {
    return await fetch(request)
  } catch (error) {
    const missing = request.mode === 'navigate' ? await cache.match(here('404.html')) : undefined
    if (missing === undefined) throw error
    return new Response(missing.body, { status: 404, headers: missing.headers })
  }
}
