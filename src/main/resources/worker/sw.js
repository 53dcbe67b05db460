// @ts-check
/* Keeps static files and the page shown without a network. A page behind a login is never kept, nor anything a person
   wrote or was told: whoever picks the telephone up after logging out finds nothing in here. */
/* global KEPT, VERSION */

const CACHE = 'sportello-' + VERSION

self.addEventListener('install', event => event.waitUntil(prepare()))
self.addEventListener('activate', event => event.waitUntil(tidyUp()))

self.addEventListener('fetch', event => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => offline()))
  else if (isStatic(address)) event.respondWith(kept(request))
})

/** Asked without cookies, so that what is kept is what anybody would get. */
async function prepare() {
  const cache = await caches.open(CACHE)
  await cache.addAll(KEPT.map(address => new Request(address, { credentials: 'omit', cache: 'no-cache' })))
  await self.skipWaiting()
}

async function tidyUp() {
  const old = (await caches.keys()).filter(name => name !== CACHE)
  await Promise.all(old.map(name => caches.delete(name)))
  await self.clients.claim()
}

/** Files whose address changes with their content: what is kept is never out of date. */
function isStatic({ pathname, search }) {
  return pathname.startsWith('/static/fonts/') || (pathname.startsWith('/static/') && search.startsWith('?v='))
}

async function kept(request) {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok && answer.type === 'basic') await cache.put(request, answer.clone())
  return answer
}

/** In the first of the browser's languages that we speak, else in Italian. */
async function offline() {
  const cache = await caches.open(CACHE)
  for (const language of [...navigator.languages.map(tag => tag.slice(0, 2)), 'it']) {
    const page = await cache.match('/offline/' + language)
    if (page) return page
  }
  return Response.error()
}
