// @ts-check
import * as media from './media.js'
import { connectionWord, probe } from './probe.js'
import { socketAddress } from './signalling.js'
import { pageData, say as sayWith } from './words.js'

const SLOW_ECHO = 800
/** A browser that was allowed before needs no longer; a person who is asked does. */
const ASKING_TAKES = 2000

const data = pageData()
/** @param {string} key @param {Record<string, string|number>} [named] */
const say = (key, named) => sayWith(data.words, key, named)
/** @param {string} id */
const find = id => /** @type {HTMLElement} */ (document.getElementById(id))
/** @param {string} id */
const box = id => /** @type {HTMLInputElement} */ (find(id))

/** @type {MediaStream|null} */
let stream = null
/** @type {media.Meter|null} */
let meter = null
/** @type {number[]} */
let recent = []
let started = 0
/** @type {{audio: string, video: string}} */
let found = { audio: '', video: '' }

async function test() {
  stop()
  const kinds = { audio: box('use-audio').checked, video: box('use-video').checked }
  put('state-audio', say(kinds.audio ? 'script.test.asking' : 'script.test.off'))
  put('state-video', say(kinds.video ? 'script.test.asking' : 'script.test.off'))
  const opened = kinds.audio || kinds.video ? await media.open(kinds) : { stream: null, problems: {} }
  stream = opened.stream
  found = {
    audio: kinds.audio ? (opened.problems.audio ?? '') : 'off',
    video: kinds.video ? (opened.problems.video ?? '') : 'off',
  }
  const video = /** @type {HTMLVideoElement} */ (find('preview'))
  const picture = stream?.getVideoTracks() ?? []
  video.srcObject = picture.length ? new MediaStream(picture) : null
  video.play().catch(() => {})
  find('no-picture').hidden = picture.length > 0
  const without = data.optional ? 'script.test.unneeded' : 'script.test.broken'
  if (kinds.video) put('state-video', say(picture.length ? 'script.test.works' : without))
  if (kinds.audio && !stream?.getAudioTracks().length) put('state-audio', say('script.test.broken'))
  for (const track of stream?.getTracks() ?? []) track.addEventListener('ended', () => test())
  if (stream?.getAudioTracks().length) listen(stream)
  else showLevel(0, 'off')
  judge('')
  await choices()
}

/** @param {MediaStream} heard */
function listen(heard) {
  recent = []
  started = Date.now()
  meter = new media.Meter(heard, now => {
    recent = [...recent.slice(-29), now]
    const peak = Math.max(...recent)
    const word = Date.now() - started < 2500 && peak < media.HEARD_WELL ? 'listening' : media.voiceWord(peak)
    showLevel(now, word)
  })
}

let levelWord = ''
/** @param {number} now @param {string} word */
function showLevel(now, word) {
  const bars = find('level').querySelectorAll('rect')
  const lit = Math.round(now * bars.length)
  bars.forEach((bar, index) => bar.setAttribute('class', index < lit ? (word === 'good' ? 'ok' : 'on') : ''))
  if (word === levelWord) return
  levelWord = word
  find('voice').dataset.word = word
  put('voice-word', say(`script.voice.${word}`))
  find('level').setAttribute('aria-label', say('script.voice.label', { level: say(`script.voice.${word}`) }))
  if (stream?.getAudioTracks().length) put('state-audio', say(`script.voice.${word}`))
  judge(word)
}

/** The one problem that matters most, with its remedy. @param {string} voice */
function judge(voice) {
  const video = data.optional && !found.audio ? '' : found.video
  const problem = [video && video !== 'off' && !(data.optional && found.audio !== video) && `video-${video}`, found.audio && found.audio !== 'off' && `audio-${found.audio}`]
    .filter(Boolean)
    .map(String)
  const same = problem.length === 2 && found.audio === found.video
  const key = same ? `both-${found.audio}` : (problem[0] ?? (voice === 'low' || voice === 'silent' ? `voice-${voice}` : ''))
  for (const advice of document.querySelectorAll('[data-problem]')) {
    const names = (/** @type {HTMLElement} */ (advice).dataset.problem ?? '').split(' ')
    const hidden = !names.includes(key)
    if (/** @type {HTMLElement} */ (advice).hidden !== hidden) /** @type {HTMLElement} */ (advice).hidden = hidden
  }
}

async function choices() {
  const devices = await media.devices()
  const used = {
    audio: stream?.getAudioTracks()[0]?.getSettings().deviceId,
    video: stream?.getVideoTracks()[0]?.getSettings().deviceId,
    speaker: media.remembered().speaker,
  }
  for (const kind of /** @type {('audio'|'video'|'speaker')[]} */ (['audio', 'video', 'speaker'])) {
    const select = /** @type {HTMLSelectElement} */ (find(`device-${kind}`))
    select.replaceChildren(
      ...devices[kind].map((device, index) => {
        const name = device.label || say(`script.device.${kind}`, { number: index + 1 })
        return new Option(name, device.deviceId, false, device.deviceId === used[kind])
      }),
    )
    ;/** @type {HTMLElement} */ (select.closest('[data-field]')).hidden = devices[kind].length < 2
  }
}

/** @type {AbortController|null} */
let trying = null

/**
 * Both ends of a connection inside this browser, a question to the server, then the media server itself: whoever has a
 * camera or a microphone sends it there and waits for it to come back.
 * @param {Promise<void>} devicesAsked
 */
async function tryConnection(devicesAsked) {
  trying?.abort()
  const { signal } = (trying = new AbortController())
  /** @param {string} word @param {Record<string, number>} [named] */
  const tell = (word, named) => signal.aborted || put('state-connection', say(word, named))
  tell('script.test.asking')
  const able = await loops().catch(() => false)
  if (!able) return tell('script.connection.unable')
  const began = performance.now()
  try {
    for (let time = 0; time < 3; time++) {
      const answer = await fetch(data.echo, { cache: 'no-store', credentials: 'same-origin' })
      if (!answer.ok) throw new Error(String(answer.status))
    }
  } catch {
    return tell('script.connection.silent')
  }
  const milliseconds = Math.round((performance.now() - began) / 3)
  await Promise.race([devicesAsked, new Promise(done => setTimeout(done, ASKING_TAKES))])
  if (!stream || data.optional) tell(milliseconds > SLOW_ECHO ? 'script.connection.slow' : 'script.connection.fine', { milliseconds })
  await devicesAsked
  if (!stream || data.optional || signal.aborted) return
  tell('script.connection.trying')
  const found = await probe(socketAddress(data.socket, location), stream, signal)
  tell(`script.connection.${connectionWord(found, milliseconds > SLOW_ECHO)}`)
}

/** @returns {Promise<boolean>} */
function loops() {
  return new Promise(done => {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()]
    const end = (/** @type {boolean} */ worked) => {
      one.close()
      other.close()
      done(worked)
    }
    const timer = setTimeout(() => end(false), 5000)
    one.onicecandidate = event => event.candidate && other.addIceCandidate(event.candidate).catch(() => {})
    other.onicecandidate = event => event.candidate && one.addIceCandidate(event.candidate).catch(() => {})
    one.createDataChannel('test').onopen = () => {
      clearTimeout(timer)
      end(true)
    }
    ;(async () => {
      await one.setLocalDescription()
      await other.setRemoteDescription(/** @type {any} */ (one.localDescription))
      await other.setLocalDescription()
      await one.setRemoteDescription(/** @type {any} */ (other.localDescription))
    })().catch(() => {})
  })
}

function stop() {
  meter?.stop()
  meter = null
  stream?.getTracks().forEach(track => track.stop())
}

/** @param {string} id @param {string} text */
function put(id, text) {
  const element = find(id)
  if (element.textContent !== text) element.textContent = text
}

if (data.optional) box('use-video').checked = !media.remembered().withoutCamera
box('use-video').addEventListener('change', () => data.optional && media.remember({ withoutCamera: !box('use-video').checked }))
for (const id of ['use-audio', 'use-video']) box(id).addEventListener('change', test)
for (const kind of ['audio', 'video', 'speaker']) {
  find(`device-${kind}`).addEventListener('change', event => {
    media.remember({ [kind]: /** @type {HTMLSelectElement} */ (event.target).value })
    if (kind !== 'speaker') test()
  })
}
for (const again of document.querySelectorAll('[data-does="again"]')) {
  again.addEventListener('click', () => {
    tryConnection(test())
  })
}
find('sound').addEventListener('click', async () => {
  put('state-sound', say('script.sound.playing'))
  await media.chime(media.remembered().speaker).catch(() => {})
  put('state-sound', say('script.sound.heard'))
})
navigator.mediaDevices?.addEventListener?.('devicechange', choices)
addEventListener('pagehide', () => {
  trying?.abort()
  stop()
})

find('device-page').hidden = false
tryConnection(test())
