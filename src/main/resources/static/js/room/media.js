// @ts-check

const KEPT = 'sportello.devices'

/** @typedef {'denied'|'missing'|'busy'|'insecure'|'old'|'gone'|'unknown'} Problem */

/**
 * What a refused camera or microphone means for the person in front of it.
 * @param {unknown} error as thrown by the browser
 * @param {{secure: boolean, able: boolean}} browser
 * @returns {Problem}
 */
export function problemOf(error, browser) {
  if (!browser.secure) return 'insecure'
  if (!browser.able) return 'old'
  switch (/** @type {any} */ (error)?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'denied'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'missing'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy'
    case 'OverconstrainedError':
      return 'gone'
    default:
      return 'unknown'
  }
}

/** The voice is heard well when its peaks pass this share of the bar. */
export const HEARD_WELL = 0.5

/**
 * The place of a voice on the bar, 0 to 1: by decibel, as ears hear, from −60 to −10.
 * @param {ArrayLike<number>} samples from -1 to 1
 */
export function level(samples) {
  let sum = 0
  for (let index = 0; index < samples.length; index++) sum += samples[index] ** 2
  const power = samples.length ? Math.sqrt(sum / samples.length) : 0
  if (power === 0) return 0
  const decibel = 20 * Math.log10(power)
  return Math.min(1, Math.max(0, (decibel + 60) / 50))
}

/**
 * What to say about the voice, from its recent peak.
 * @param {number} peak 0 to 1
 * @returns {'silent'|'low'|'good'}
 */
export function voiceWord(peak) {
  if (peak < 0.1) return 'silent'
  return peak < HEARD_WELL ? 'low' : 'good'
}

/**
 * What to ask of the browser. A remembered device is a wish, one chosen now is a demand.
 * @param {{audio?: string, video?: string}} wished
 * @param {boolean} exact
 * @param {{audio: boolean, video: boolean}} kinds
 */
export function constraints(wished, exact, kinds) {
  const device = (/** @type {string|undefined} */ id) =>
    id ? { deviceId: exact ? { exact: id } : { ideal: id } } : {}
  return {
    audio: kinds.audio ? { echoCancellation: true, noiseSuppression: true, ...device(wished.audio) } : false,
    video: kinds.video
      ? { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 30 }, ...device(wished.video) }
      : false,
  }
}

function browser() {
  return { secure: globalThis.isSecureContext !== false, able: Boolean(navigator.mediaDevices?.getUserMedia) }
}

/** @returns {{audio?: string, video?: string, speaker?: string, withoutCamera?: boolean}} */
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}')
  } catch {
    return {}
  }
}

/** @param {{audio?: string, video?: string, speaker?: string, withoutCamera?: boolean}} chosen */
export function remember(chosen) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...remembered(), ...chosen }))
  } catch {
    // Private windows may keep nothing: the choice holds for this page.
  }
}

/**
 * Opens camera and microphone; with one of the two missing, opens the other and says what is wrong.
 * @param {{audio: boolean, video: boolean}} kinds
 * @param {{audio?: string, video?: string}|null} chosen now by the person, or null for the remembered ones
 * @returns {Promise<{stream: MediaStream|null, problems: {audio?: Problem, video?: Problem}}>}
 */
export async function open(kinds = { audio: true, video: true }, chosen = null) {
  const wished = chosen ?? remembered()
  const exact = chosen !== null
  /** @type {{audio?: Problem, video?: Problem}} */
  const problems = {}
  const ask = (/** @type {{audio: boolean, video: boolean}} */ what) =>
    navigator.mediaDevices.getUserMedia(constraints(wished, exact, what))
  try {
    return { stream: await ask(kinds), problems }
  } catch (error) {
    if (!kinds.audio || !kinds.video) {
      problems[kinds.audio ? 'audio' : 'video'] = problemOf(error, browser())
      return { stream: null, problems }
    }
  }
  const stream = new MediaStream()
  for (const kind of /** @type {('audio'|'video')[]} */ (['audio', 'video'])) {
    try {
      const one = await ask({ audio: kind === 'audio', video: kind === 'video' })
      one.getTracks().forEach(track => stream.addTrack(track))
    } catch (error) {
      problems[kind] = problemOf(error, browser())
    }
  }
  return { stream: stream.getTracks().length ? stream : null, problems }
}

/** Names are told by the browser only once a device was allowed. */
export async function devices() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? []
  const of = (/** @type {string} */ kind) => all.filter(device => device.kind === kind && device.deviceId)
  return { audio: of('audioinput'), video: of('videoinput'), speaker: of('audiooutput') }
}

/** Listens to a microphone and tells its level some ten times a second. */
export class Meter {
  /** @param {MediaStream} stream @param {(level: number) => void} tell */
  constructor(stream, tell) {
    this.context = new AudioContext()
    const analyser = this.context.createAnalyser()
    analyser.fftSize = 1024
    this.context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    this.timer = setInterval(() => {
      if (this.context.state === 'suspended') this.context.resume().catch(() => {})
      analyser.getFloatTimeDomainData(samples)
      tell(level(samples))
    }, 100)
  }

  stop() {
    clearInterval(this.timer)
    this.context.close().catch(() => {})
  }
}

/** Three rising notes, from the chosen loudspeaker where the browser lets choose. @param {string} [speaker] */
export async function chime(speaker) {
  const context = new AudioContext()
  await context.resume()
  const anyContext = /** @type {any} */ (context)
  if (speaker && anyContext.setSinkId) await anyContext.setSinkId(speaker).catch(() => {})
  const start = context.currentTime + 0.05
  for (const [index, pitch] of [523.25, 659.25, 783.99].entries()) {
    const note = context.createOscillator()
    const volume = context.createGain()
    const at = start + index * 0.35
    note.frequency.value = pitch
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.3, at + 0.03)
    volume.gain.linearRampToValueAtTime(0, at + 0.32)
    note.connect(volume).connect(context.destination)
    note.start(at)
    note.stop(at + 0.34)
  }
  await new Promise(done => setTimeout(done, 1300))
  await context.close()
}

/** Keeps the screen lit while waiting and talking, where the browser can. */
export function keepLit() {
  const ask = () => /** @type {any} */ (navigator).wakeLock?.request('screen').catch(() => {})
  ask()
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask())
}
