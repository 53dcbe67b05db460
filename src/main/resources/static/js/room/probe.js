// @ts-check
import { Publisher, Receiver } from './peer.js'
import { read } from './signalling.js'
/** @import {Message} from './types.js' */

const PATIENCE = 15_000
const LOOK_EVERY = 150
/** Until the other side has reported what it got of us. */
const LISTEN_FOR = 1500
const LONG_TO_FIRST_FRAME = 5000

/** @typedef {{first: number, weak: number}|{why: string}} Found */

/**
 * What to say about the way to the media server.
 * @param {Found} found
 * @param {boolean} slowServer
 * @returns {'works'|'works-slowly'|'busy'|'restarting'|'missing'|'unreachable'}
 */
export function connectionWord(found, slowServer) {
  if ('first' in found) return slowServer || found.weak > 0 || found.first > LONG_TO_FIRST_FRAME ? 'works-slowly' : 'works'
  switch (found.why) {
    case 'media.busy':
      return 'busy'
    case 'media.restarting':
      return 'restarting'
    case 'media.not-installed':
    case 'media.no-network':
    case 'media.off':
      return 'missing'
    default:
      return 'unreachable'
  }
}

/**
 * Whether something of one's own came back: a picture that could be decoded; a voice, when there is no camera.
 * @param {Iterable<any>} reports of the receiving connection
 * @param {boolean} picture
 */
export function cameBack(reports, picture) {
  for (const report of reports) {
    if (report.type !== 'inbound-rtp' || report.kind !== (picture ? 'video' : 'audio')) continue
    if ((picture ? report.framesDecoded : report.packetsReceived) > 0) return true
  }
  return false
}

/**
 * Sends camera and microphone to the media server and waits for them to come back.
 * @param {string} address
 * @param {MediaStream} own stays as it is
 * @param {AbortSignal} signal
 * @returns {Promise<Found>} milliseconds to the first frame and how weak the way is, or why there was none
 */
export function probe(address, own, signal) {
  const began = performance.now()
  const mine = own.clone()
  const picture = mine.getVideoTracks().length > 0
  const screen = document.createElement('video')
  screen.muted = true
  const socket = new WebSocket(address)
  /** @type {Publisher|null} */
  let publisher = null
  /** @type {Receiver|null} */
  let receiver = null
  /** @type {ReturnType<typeof setTimeout>[]} */
  const timers = []

  return new Promise(done => {
    const end = (/** @type {Found} */ found) => {
      timers.splice(0).forEach(clearTimeout)
      publisher?.close()
      receiver?.close()
      screen.srcObject = null
      mine.getTracks().forEach(track => track.stop())
      socket.close()
      done(found)
    }
    const fail = (/** @type {string} */ why) => end({ why })
    const send = (/** @type {Message} */ message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    }

    async function look() {
      if (!receiver || receiver.closed) return
      if (!cameBack((await receiver.connection.getStats()).values(), picture)) {
        timers.push(setTimeout(look, LOOK_EVERY))
        return
      }
      const first = Math.round(performance.now() - began)
      timers.push(setTimeout(async () => end({ first, weak: (await publisher?.weakness()) ?? 0 }), LISTEN_FOR))
    }

    async function start(/** @type {RTCIceServer[]} */ iceServers) {
      const wiring = { settings: { iceServers }, send, failed: () => fail('media.connection-lost') }
      publisher = new Publisher(wiring)
      receiver = new Receiver({
        ...wiring,
        tracks: people => {
          const tracks = [...people.values()].flatMap(one => [one.audio, one.video]).filter(track => track !== undefined)
          screen.srcObject = new MediaStream(tracks)
          screen.play().catch(() => {})
        },
      })
      timers.push(setTimeout(look, LOOK_EVERY))
      await publisher.start(mine)
    }

    async function heard(/** @type {Message} */ message) {
      switch (message.type) {
        case 'ice-servers':
          return start(message.servers)
        case 'published':
          return publisher?.answered(message.sdp)
        case 'offer':
          return receiver?.offered(message.sdp, message.streams)
        case 'ice':
          return (message.which === 'publish' ? publisher : receiver)?.candidate(message.candidate)
        case 'media-failed':
          return fail(message.why)
      }
    }

    timers.push(setTimeout(fail, PATIENCE, 'silence'))
    signal.addEventListener('abort', () => fail('stopped'))
    socket.onclose = () => fail('closed')
    socket.onmessage = event => {
      const message = read(event.data)
      if (message) heard(message).catch(() => fail('broken'))
    }
  })
}
