// @ts-check
/** @import {Send, Stream} from './types.js' */

const PATIENCE = 6000

/**
 * Candidates that arrive before the description they belong to are kept, in order: dropping them is invisible on a
 * local network and breaks relayed calls.
 */
export class Candidates {
  constructor() {
    /** @type {unknown[]} */
    this.waiting = []
    this.ready = false
  }

  /**
   * @param {unknown} candidate
   * @returns {unknown[]} those that may be given to the connection now
   */
  came(candidate) {
    if (this.ready) return [candidate]
    this.waiting.push(candidate)
    return []
  }

  /** The description is there: what waited may go. */
  opened() {
    this.ready = true
    return this.waiting.splice(0)
  }

  /** A new negotiation starts from nothing. */
  reset() {
    this.ready = false
    this.waiting = []
  }
}

/**
 * Whose track each media line carries. Lines that went silent are left out.
 * @param {{mid: string|null, direction: string, receiver: {track: any}}[]} lines
 * @param {Stream[]} streams
 * @returns {Map<string, {audio?: any, video?: any}>}
 */
export function tracksByParticipant(lines, streams) {
  const people = new Map()
  for (const { mid, participant, kind } of streams) {
    const line = lines.find(each => each.mid === mid)
    if (!line || line.direction === 'inactive' || line.direction === 'stopped') continue
    const tracks = people.get(participant) ?? {}
    tracks[kind === 'audio' ? 'audio' : 'video'] = line.receiver.track
    people.set(participant, tracks)
  }
  return people
}

/**
 * How weak a connection is, from what the other side reports: 0 fine, 1 weak, 2 very weak.
 * @param {{lost?: number, roundTrip?: number}} figures share of packets lost, seconds
 */
export function weakness({ lost = 0, roundTrip = 0 }) {
  if (lost > 0.15 || roundTrip > 1.5) return 2
  if (lost > 0.04 || roundTrip > 0.6) return 1
  return 0
}

/**
 * Calls `failed` when a connection is lost for good, or for longer than a person would wait.
 * @param {RTCPeerConnection} connection
 * @param {() => void} failed
 */
export function watch(connection, failed) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer
  connection.addEventListener('connectionstatechange', () => {
    clearTimeout(timer)
    if (connection.connectionState === 'failed') failed()
    if (connection.connectionState === 'disconnected') timer = setTimeout(failed, PATIENCE)
  })
}

/** How weak the way out of one connection is right now. @param {RTCPeerConnection} connection */
export async function weaknessOf(connection) {
  let lost = 0
  let roundTrip = 0
  for (const report of (await connection.getStats()).values()) {
    if (report.type !== 'remote-inbound-rtp') continue
    lost = Math.max(lost, report.fractionLost ?? 0)
    roundTrip = Math.max(roundTrip, report.roundTripTime ?? 0)
  }
  return weakness({ lost, roundTrip })
}

/** How loud what arrives is, 0 to 1. @param {RTCRtpReceiver|undefined} receiver */
export function loudnessOf(receiver) {
  return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
}

/** @param {RTCPeerConnection} connection @param {unknown[]} candidates */
export async function give(connection, candidates) {
  for (const candidate of candidates) {
    try {
      await connection.addIceCandidate(/** @type {any} */ (candidate ?? undefined))
    } catch {
      // A candidate this browser cannot use: the others may do.
    }
  }
}

/**
 * @param {'publish'|'receive'} which
 * @param {RTCConfiguration} settings
 * @param {Send} send
 * @param {() => void} failed
 */
function connect(which, settings, send, failed) {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', ...settings })
  connection.onicecandidate = event =>
    send({ type: 'trickle', which, candidate: event.candidate ? event.candidate.toJSON() : null })
  watch(connection, failed)
  return connection
}

/** What this page sends: its own voice and picture. */
export class Publisher {
  /** @param {{settings: RTCConfiguration, send: Send, failed: () => void}} wiring */
  constructor({ settings, send, failed }) {
    this.send = send
    this.candidates = new Candidates()
    this.closed = false
    this.connection = connect('publish', settings, send, () => this.closed || failed())
    this.sentBefore = { packets: 0, lost: 0 }
  }

  /** @param {MediaStream} own */
  async start(own) {
    for (const track of own.getTracks()) {
      this.connection.addTransceiver(track, { direction: 'sendonly', streams: [own] })
    }
    await this.connection.setLocalDescription()
    this.send({ type: 'publish', sdp: this.connection.localDescription?.sdp ?? '' })
  }

  /** @param {string} sdp */
  async answered(sdp) {
    if (this.closed || this.connection.signalingState !== 'have-local-offer') return
    await this.connection.setRemoteDescription({ type: 'answer', sdp })
    await give(this.connection, this.candidates.opened())
  }

  /** @param {unknown} candidate */
  async candidate(candidate) {
    if (!this.closed) await give(this.connection, this.candidates.came(candidate))
  }

  /** Another camera or microphone, without renegotiating. @param {MediaStreamTrack} track */
  async replace(track) {
    const line = this.connection.getTransceivers().find(each => each.sender.track?.kind === track.kind)
    await line?.sender.replaceTrack(track)
  }

  /** How weak the way out is right now. */
  async weakness() {
    return this.closed ? 0 : weaknessOf(this.connection)
  }

  close() {
    this.closed = true
    this.connection.close()
  }
}

/** What this page receives: everybody else, over one connection. */
export class Receiver {
  /**
   * @param {{settings: RTCConfiguration, send: Send, failed: () => void,
   *   tracks: (people: Map<string, {audio?: MediaStreamTrack, video?: MediaStreamTrack}>) => void}} wiring
   */
  constructor({ settings, send, failed, tracks }) {
    this.send = send
    this.tracks = tracks
    this.candidates = new Candidates()
    this.closed = false
    /** Offers are answered one after the other, in the order they came. */
    this.turn = Promise.resolve()
    /** @type {Stream[]} */
    this.streams = []
    this.connection = connect('receive', settings, send, () => this.closed || failed())
  }

  /** @param {string} sdp @param {Stream[]} streams */
  offered(sdp, streams) {
    this.turn = this.turn
      .then(() => this.answer(sdp, streams))
      .catch(() => {
        // The connection was closed meanwhile, or is past saving: its watcher says so.
      })
    return this.turn
  }

  /** @param {string} sdp @param {Stream[]} streams */
  async answer(sdp, streams) {
    if (this.closed) return
    await this.connection.setRemoteDescription({ type: 'offer', sdp })
    await give(this.connection, this.candidates.opened())
    await this.connection.setLocalDescription()
    this.send({ type: 'answer', sdp: this.connection.localDescription?.sdp ?? '' })
    this.streams = streams
    this.tracks(tracksByParticipant(this.connection.getTransceivers(), streams))
  }

  /** @param {unknown} candidate */
  async candidate(candidate) {
    if (!this.closed) await give(this.connection, this.candidates.came(candidate))
  }

  /** How loud each participant is, 0 to 1. */
  loudness() {
    /** @type {Map<string, number>} */
    const loud = new Map()
    if (this.closed) return loud
    for (const line of this.connection.getTransceivers()) {
      const stream = this.streams.find(each => each.mid === line.mid && each.kind === 'audio')
      if (!stream) continue
      loud.set(stream.participant, loudnessOf(line.receiver))
    }
    return loud
  }

  close() {
    this.closed = true
    this.connection.close()
  }
}
