// @ts-check
import { Panel } from './panel.js'
import { changes, phase, places, recordingSign, stepAside } from './people.js'
import * as media from './media.js'
import { Mesh, others } from './mesh.js'
import { Papers } from './papers.js'
import { Publisher, Receiver } from './peer.js'
import { afterClose, Signalling, socketAddress, waitBefore } from './signalling.js'
import * as text from './text.js'
import { View } from './view.js'
import { pageData, say as sayWith } from './words.js'
/** @import {Message, Person, State} from './types.js' */

const WEAKNESS_EVERY = 5000
const LOUDNESS_EVERY = 400

const data = pageData()
/** @param {string} key @param {Record<string, string|number>} [named] */
const say = (key, named) => sayWith(data.words, key, named)
const view = new View({ say })

/** @type {State|null} */
let state = null
/** @type {string} */
let showing = ''
/** @type {string[]} */
let seats = []
let talk = text.silence()
/** @type {MediaStream|null} */
let own = null
/** @type {Promise<boolean>|null} */
let opening = null
/** @type {Publisher|null} */
let publisher = null
/** @type {Receiver|null} */
let receiver = null
/** In a room that is not recorded media goes from browser to browser. @type {Mesh|null} */
let mesh = null
/** With whom no connection comes about: said until it does. @type {string|null} */
let stuckWith = null
/** @type {Map<string, {audio?: MediaStreamTrack, video?: MediaStreamTrack}>} */
let received = new Map()
let wants = { mic: true, camera: true }
let attempts = 0
/** @type {ReturnType<typeof setTimeout>|undefined} */
let rejoining
let weakTold = 0
let mediaGone = false
/** The server gives a seat up when its socket goes: a page that comes back takes a new one. */
let seatless = false
/** @type {RTCConfiguration} */
let ice = {}

const socket = new Signalling(socketAddress(data.socket, location), {
  message: heard,
  link: (up, attempt) => {
    view.link(up)
    if (!up) {
      seatless = true
      mediaGone = false
    }
    if (!up && attempt === 6) checkDoor()
  },
  refused: code => {
    hangUp()
    own?.getTracks().forEach(track => track.stop())
    if (afterClose(code, false) === 'reload') location.assign(data.self)
    else view.show('elsewhere')
  },
})
/** @param {Message} message */
const send = message => void socket.send(message)

const papersHolder = document.getElementById('papers')
const papers = papersHolder
  ? new Papers(papersHolder, {
      address: data.papers,
      mostBytes: data.mostBytes,
      say,
      told: text => view.notice(text),
      changed: asked => view.stand(asked ? say('script.asked', { paper: asked }) : standing()),
    })
  : null
const panelHolder = document.getElementById('panel')
const panel = panelHolder ? new Panel(panelHolder, { address: data.panel, say, leave: close }) : null

/** @param {Message} message */
function heard(message) {
  switch (message.type) {
    case 'state':
      return pictured(/** @type {State} */ (message))
    case 'ice-servers':
      ice = { iceServers: message.servers ?? [], iceTransportPolicy: message.relayOnly ? 'relay' : 'all' }
      return
    case 'texts':
      return retell(text.recalled(talk, message.texts ?? message.lines ?? []))
    case 'text':
      return retell(text.said(talk, /** @type {any} */ (message)))
    case 'typing':
      return retell(text.letters(talk, /** @type {any} */ (message)))
    case 'published':
      return void publisher?.answered(message.sdp)
    case 'offer':
      return void receiver?.offered(message.sdp, message.streams)
    case 'ice':
      return void (message.which === 'publish' ? publisher : receiver)?.candidate(message.candidate)
    case 'peer':
      return void mesh?.heard(message)
    case 'media-lost':
      mediaGone = true
      hangUp()
      return view.show('media-lost')
    case 'media-back':
      mediaGone = false
      return join()
    case 'media-failed':
      return later()
    case 'case':
      return void panel?.refresh()
    case 'papers':
      return void papers?.refresh()
    case 'closed':
      return close(data.next ?? message.next)
    default:
  }
}

/** @param {State} next */
function pictured(next) {
  const before = state
  state = next
  const now = phase(next)
  if (before) {
    for (const change of changes(before.people, next.people, next.me.entry)) {
      view.notice(say(`script.people.${change.what}`, { name: change.name }))
    }
  }
  seats = places(seats, next.people, next.me)
  view.people(seats, next.people, next.me)
  view.recording(recordingSign(next), next.recording.since)
  if (own) showOwn()
  showReceived()
  if (!papersHolder?.querySelector('[data-asked]')) view.stand(standing())
  panel?.people(next)

  if (now === 'over') return close(next.me.official ? data.afterwards : data.self)
  if (!next.me.official && (now === 'waiting' || now === 'notice')) return close(data.self)
  const first = !before || now !== showing || (seatless && !mesh)
  if (seatless && mesh) tellDevices()
  seatless = false
  view.mayWrite(now === 'inside')
  showing = now
  if (now === 'inside') {
    if (!next.room.mediaReady) {
      hangUp()
      view.show('media-missing', { why: next.room.mediaWhy ? say(`script.${next.room.mediaWhy}`) : '' })
    } else if (first || (!publisher && !mesh && !rejoining && !mediaGone)) join()
    else mesh?.meet(others(next))
  } else {
    hangUp()
    silence(true)
    view.show(now, { name: official()?.name ?? '', other: other()?.name ?? '' })
  }
}

/** What must be said for as long as it is true. */
function standing() {
  if (!state) return ''
  if (recordingSign(state) === 'broken') return say('script.recording.broken.text')
  const aside = stepAside(state)
  if (aside.length) return say('script.people.aside', { name: aside.map(person => person.name).join(', ') })
  const carla = official()
  if (carla && !state.me.official && !carla.present) return say('script.people.official-left', { name: carla.name })
  const unreached = state.people.find(person => person.entry === stuckWith)
  if (unreached) return say('script.mesh.stuck', { name: unreached.name })
  return ''
}

function official() {
  return state?.people.find(person => person.official)
}

/** Who the put out person left behind: the delegator. */
function other() {
  return state?.people.find(person => person.role === 'delegator') ?? official()
}

// --- own camera and microphone ------------------------------------------------------------------

/** Rule C9: nobody needs a camera where the room does not ask for one. */
function optionalCamera() {
  return state?.room.cameraRequired === false
}

function wantsPicture() {
  return !optionalCamera() || !media.remembered().withoutCamera
}

async function openDevices() {
  opening ??= (async () => {
    const { stream, problems } = await media.open({ audio: true, video: wantsPicture() })
    const missing = problems.audio ? 'audio' : problems.video && state?.room.cameraRequired ? 'video' : null
    if (!stream || missing) {
      stream?.getTracks().forEach(track => track.stop())
      const kind = missing ?? 'audio'
      view.show(`device-${kind}-${problems[kind] ?? problems.video ?? 'unknown'}`)
      return false
    }
    own = stream
    if (optionalCamera()) wants = { ...wants, camera: stream.getVideoTracks().length > 0 }
    for (const track of stream.getTracks()) track.addEventListener('ended', () => changeDevice())
    showOwn()
    await listDevices()
    return true
  })()
  const opened = await opening
  opening = null
  return opened
}

async function listDevices() {
  const used = {
    audio: own?.getAudioTracks()[0]?.getSettings().deviceId,
    video: own?.getVideoTracks()[0]?.getSettings().deviceId,
    speaker: media.remembered().speaker,
  }
  view.devices(await media.devices(), used)
}

function showOwn() {
  if (state && own) view.play(state.me.entry, own.getVideoTracks())
}

/** @param {boolean} quiet nothing leaves, whatever the switches say */
function silence(quiet) {
  own?.getAudioTracks().forEach(track => (track.enabled = wants.mic && !quiet))
  own?.getVideoTracks().forEach(track => (track.enabled = wants.camera && !quiet))
}

/** @param {'mic'|'camera'} device */
function toggle(device) {
  if (device === 'camera' && optionalCamera()) return void (wants.camera ? cameraOff() : cameraOn())
  wants = { ...wants, [device]: !wants[device] }
  silence(showing !== 'inside')
  view.device(device, wants[device])
  send({ type: device, on: wants[device] })
}

/** Where the camera is optional, off means that it stops looking. */
async function cameraOff(chosen = true) {
  for (const track of own?.getVideoTracks() ?? []) {
    own?.removeTrack(track)
    track.stop()
  }
  if (chosen) media.remember({ withoutCamera: true })
  await mesh?.replace('video', null)
  pictureIs(false)
}

async function cameraOn() {
  const { stream, problems } = await media.open({ audio: false, video: true })
  const track = stream?.getVideoTracks()[0]
  if (!track || !own) return view.notice(say(`script.device.problem.${problems.video ?? 'unknown'}`))
  media.remember({ withoutCamera: false })
  track.enabled = showing === 'inside'
  track.addEventListener('ended', () => changeDevice())
  own.addTrack(track)
  await mesh?.replace('video', track)
  pictureIs(true)
  await listDevices()
}

/** @param {boolean} on */
function pictureIs(on) {
  wants = { ...wants, camera: on }
  view.device('camera', on)
  send({ type: 'camera', on })
  showOwn()
}

/** Another device, or the same one again after it was unplugged. */
async function changeDevice() {
  if (!own) return
  const { audio, video } = media.remembered()
  const picture = !optionalCamera() || own.getVideoTracks().length > 0
  const { stream, problems } = await media.open({ audio: true, video: picture }, { audio, video })
  if (!stream) {
    view.notice(say(`script.device.problem.${problems.audio ?? problems.video ?? 'unknown'}`))
    return
  }
  for (const track of stream.getTracks()) {
    const old = own.getTracks().find(each => each.kind === track.kind)
    await publisher?.replace(track)
    await mesh?.replace(track.kind === 'audio' ? 'audio' : 'video', track)
    if (old) {
      own.removeTrack(old)
      old.stop()
    }
    own.addTrack(track)
    track.addEventListener('ended', () => changeDevice())
  }
  silence(showing !== 'inside')
  showOwn()
  if (picture && problems.video && optionalCamera()) {
    view.notice(say(`script.device.problem.${problems.video}`))
    await cameraOff(false)
  }
  await listDevices()
}

// --- media --------------------------------------------------------------------------------------

async function join() {
  clearTimeout(rejoining)
  rejoining = undefined
  if (!own && !(await openDevices())) return
  if (!state || showing !== 'inside' || mediaGone || !own) return
  hangUp()
  silence(false)
  view.show(null)
  tellDevices()
  if (!state.room.recorded) return connectAll(state, own)
  const failed = () => later()
  const wiring = { settings: ice, send, failed }
  publisher = new Publisher(wiring)
  receiver = new Receiver({
    ...wiring,
    tracks: people => {
      received = people
      showReceived()
    },
  })
  publisher.connection.addEventListener('connectionstatechange', () => {
    if (publisher?.connection.connectionState === 'connected') attempts = 0
  })
  await publisher.start(own)
}

function tellDevices() {
  for (const device of /** @type {('mic'|'camera')[]} */ (['mic', 'camera'])) {
    view.device(device, wants[device])
    send({ type: device, on: wants[device] })
  }
}

/** @param {State} now @param {MediaStream} stream */
function connectAll(now, stream) {
  mesh = new Mesh({
    me: now.me.entry,
    own: new Map(stream.getTracks().map(track => [track.kind, track])),
    settings: ice,
    send,
    tracks: people => {
      received = people
      showReceived()
    },
    again: () => view.notice(say('script.media.again')),
    stuck: entry => {
      stuckWith = entry
      view.stand(standing())
    },
  })
  mesh.meet(others(now))
}

/** Tries again, calmly. */
function later() {
  if (rejoining || mediaGone || showing !== 'inside') return
  hangUp()
  view.notice(say('script.media.again'))
  rejoining = setTimeout(join, waitBefore(attempts++))
}

/** The page closes its connections itself: a put out page would read «connected» for a while otherwise. */
function hangUp() {
  publisher?.close()
  receiver?.close()
  mesh?.close()
  publisher = null
  receiver = null
  mesh = null
  stuckWith = null
  received = new Map()
  if (state) view.darken(state.me.entry)
}

function showReceived() {
  for (const [entry, tracks] of received) {
    if (entry === state?.me.entry) continue
    // A line without pictures would keep the voice waiting.
    const dark = mesh && state?.people.find(person => person.entry === entry)?.camera === false
    view.play(
      entry,
      [tracks.audio, dark ? undefined : tracks.video].filter(track => track !== undefined),
      () => {
        const key = document.getElementById('unblock')
        if (key) key.hidden = false
      },
    )
  }
}

setInterval(() => {
  const loud = (receiver ?? mesh)?.loudness()
  if (loud) view.talking(loud)
}, LOUDNESS_EVERY)
setInterval(async () => {
  const way = publisher ?? mesh
  if (!way) return
  const weak = await way.weakness().catch(() => 0)
  if (weak === weakTold) return
  weakTold = weak
  send({ type: 'weak', level: weak })
}, WEAKNESS_EVERY)

// --- text ---------------------------------------------------------------------------------------

/** @param {text.Talk} next */
function retell(next) {
  talk = next
  const me = state?.me.entry ?? ''
  view.talk(talk, me, text.latest(talk, me))
}

const letters = new text.Letters(typed => send({ type: 'typing', text: typed }))
view.onWriting({
  typed: line => letters.typed(line),
  sent: line => {
    letters.finished()
    if (!socket.send({ type: 'text', text: line })) view.notice(say('script.text.unsent'))
  },
})

// --- ends ---------------------------------------------------------------------------------------

function closeAll() {
  showing = 'over'
  hangUp()
  own?.getTracks().forEach(track => track.stop())
  socket.close()
}

/** Everything is closed before another page is shown. @param {string} [next] */
function close(next) {
  closeAll()
  location.assign(next || data.self)
}

/** After some failed attempts: is this still our door? */
async function checkDoor() {
  try {
    const answer = await fetch(data.self, { credentials: 'same-origin' })
    if (answer.redirected || answer.status === 404) location.reload()
  } catch {
    // No network at all: the socket keeps trying.
  }
}

view.on('mic', () => toggle('mic'))
view.on('camera', () => toggle('camera'))
// A party's key sends the form that says they leave.
view.on('leave', () => (data.left ? close(data.left) : closeAll()))
view.on('retry', () => (showing === 'inside' && socket.socket ? join() : location.reload()))
view.on('unblock', () => {
  view.unblock()
  const key = document.getElementById('unblock')
  if (key) key.hidden = true
})
view.onDevice((kind, id) => {
  media.remember({ [kind]: id })
  if (kind === 'speaker') view.speaker(id)
  else changeDevice()
})
navigator.mediaDevices?.addEventListener?.('devicechange', () => own && listDevices())
addEventListener('pagehide', () => {
  hangUp()
  own?.getTracks().forEach(track => track.stop())
})

media.keepLit()
if (data.live === false) {
  view.show('waiting')
  panel?.poll()
} else socket.open()
