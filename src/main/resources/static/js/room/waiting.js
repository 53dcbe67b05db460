// @ts-check
import { fetchPiece, put } from './fragment.js'
import { chime, keepLit } from './media.js'
import { phase } from './people.js'
import { afterClose, Signalling, socketAddress } from './signalling.js'
import { pageData } from './words.js'
/** @import {State} from './types.js' */

const data = pageData()
const holder = /** @type {HTMLElement} */ (document.getElementById('waiting'))
let seen = ''

const socket = new Signalling(socketAddress(data.socket, location), {
  message: message => {
    if (message.type === 'closed') return leave(message.next)
    if (message.type !== 'state') return
    const state = /** @type {State} */ (message)
    if (phase(state) !== 'waiting') return enter()
    const now = JSON.stringify([state.room, state.people, state.queue, state.office])
    if (now !== seen) refresh()
    seen = now
  },
  link: up => {
    const link = document.getElementById('link')
    if (link) link.hidden = up
  },
  refused: code => afterClose(code, false) === 'reload' && leave(),
})

async function refresh() {
  const answer = await fetchPiece(data.self)
  if (answer.status === 'piece') put(holder, answer.html)
  if (answer.status === 'changed') enter()
}

/** The room is open for this person: three notes, then the room. */
async function enter() {
  socket.close()
  await Promise.race([chime().catch(() => {}), new Promise(done => setTimeout(done, 1200))])
  location.assign(data.self)
}

/** @param {string} [next] */
function leave(next) {
  socket.close()
  location.assign(next || data.self)
}

// The hour passes even when nothing happens: the expected wait is asked again every half minute.
setInterval(refresh, 30_000)
keepLit()
socket.open()
