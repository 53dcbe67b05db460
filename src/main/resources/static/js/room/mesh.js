// @ts-check
import { Candidates, give, loudnessOf, watch, weaknessOf } from './peer.js'
import { waitBefore } from './signalling.js'
/** @import {Message, Send, State} from './types.js' */

/** From the first word to a connection: longer than that, one begins again. */
const PATIENCE = 10_000
/** So many vain attempts are worth a word to the person. */
const STUCK_AFTER = 3

/** @typedef {{audio?: MediaStreamTrack, video?: MediaStreamTrack}} Tracks */

/**
 * Which of two pages offers: always the same one, so that two offers never cross.
 * @param {string} me
 * @param {string} other
 */
export function offers(me, other) {
  return me < other
}

/**
 * The other devices this page should be connected to: somebody before them is inside, and there.
 * @param {State} state
 * @returns {string[]}
 */
export function others(state) {
  const inside = state.people.filter(person => person.inside && (person.present || person.official))
  const devices = inside.map(person => person.sharesWith ?? person.entry)
  return [...new Set(devices)].filter(entry => entry !== state.me.entry)
}

/**
 * What to do with a word from another page.
 * @param {string} me
 * @param {{from: string, call: string, kind: string}} word
 * @param {string|null} standing the connection that stands with them
 * @returns {'call'|'answer'|'take'|'nothing'} `take`: it belongs to the connection that stands
 */
export function reply(me, { from, call, kind }, standing) {
  if (kind === 'ready') return offers(me, from) ? 'call' : 'nothing'
  if (kind === 'offer') return offers(me, from) ? 'nothing' : 'answer'
  return call === standing ? 'take' : 'nothing'
}

/** A name for a new connection that no earlier one had. */
function newCall() {
  return [...crypto.getRandomValues(new Uint8Array(9))].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The connection with one other page. A line for sound and one for pictures lie there from the start, both ways:
 * switching a camera on later asks nobody anew. */
class Line {
  /**
   * @param {string} call
   * @param {RTCConfiguration} settings
   * @param {{say: (kind: string, what?: object) => void, up: () => void, failed: () => void}} wiring
   */
  constructor(call, settings, { say, up, failed }) {
    this.call = call
    this.say = say
    this.closed = false
    this.candidates = new Candidates()
    this.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', ...settings })
    this.connection.onicecandidate = event =>
      this.closed || say('ice', { candidate: event.candidate ? event.candidate.toJSON() : null })
    this.connection.addEventListener('connectionstatechange', () => {
      if (!this.closed && this.connection.connectionState === 'connected') up()
    })
    watch(this.connection, () => this.closed || failed())
  }

  /** @param {Map<string, MediaStreamTrack>} own */
  async offer(own) {
    for (const kind of ['audio', 'video']) {
      const track = own.get(kind)
      this.connection.addTransceiver(track ?? kind, { direction: 'sendrecv' })
    }
    await this.connection.setLocalDescription()
    if (!this.closed) this.say('offer', { sdp: this.connection.localDescription?.sdp ?? '' })
  }

  /** @param {string} sdp @param {Map<string, MediaStreamTrack>} own */
  async answer(sdp, own) {
    await this.connection.setRemoteDescription({ type: 'offer', sdp })
    for (const line of this.connection.getTransceivers()) {
      line.direction = 'sendrecv'
      await line.sender.replaceTrack(own.get(line.receiver.track.kind) ?? null)
    }
    await give(this.connection, this.candidates.opened())
    await this.connection.setLocalDescription()
    if (!this.closed) this.say('answer', { sdp: this.connection.localDescription?.sdp ?? '' })
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

  /** @param {string} kind @param {MediaStreamTrack|null} track */
  async replace(kind, track) {
    const line = this.connection.getTransceivers().find(each => each.receiver.track.kind === kind)
    await line?.sender.replaceTrack(track)
  }

  /** @returns {Tracks} */
  tracks() {
    /** @type {Tracks} */
    const tracks = {}
    for (const line of this.connection.getTransceivers()) {
      tracks[line.receiver.track.kind === 'audio' ? 'audio' : 'video'] = line.receiver.track
    }
    return tracks
  }

  close() {
    this.closed = true
    this.connection.close()
  }
}

/**
 * Everybody connected with everybody, browser to browser: the unrecorded room. The server passes on the words of the
 * beginning, nothing else (rule C11). A page that is new says `ready` to who offers, and offers to who answers.
 */
export class Mesh {
  /**
   * @param {{me: string, own: Map<string, MediaStreamTrack>, settings: RTCConfiguration, send: Send,
   *   tracks: (people: Map<string, Tracks>) => void, again: () => void, stuck: (entry: string|null) => void}} wiring
   */
  constructor({ me, own, settings, send, tracks, again, stuck }) {
    this.me = me
    this.own = own
    this.settings = settings
    this.send = send
    this.tell = tracks
    this.again = again
    this.stuck = stuck
    this.closed = false
    /** @type {Map<string, {line: Line|null, up: boolean, attempts: number, timer?: ReturnType<typeof setTimeout>}>} */
    this.people = new Map()
  }

  /** Who is inside now: new ones are called, who went is let go. @param {string[]} entries */
  meet(entries) {
    for (const entry of [...this.people.keys()]) if (!entries.includes(entry)) this.drop(entry)
    for (const entry of entries) if (!this.people.has(entry)) this.begin(entry)
  }

  /** @param {string} entry */
  one(entry) {
    const known = this.people.get(entry) ?? { line: null, up: false, attempts: 0 }
    this.people.set(entry, known)
    return known
  }

  /** @param {string} entry */
  begin(entry) {
    if (offers(this.me, entry)) this.call(entry)
    else {
      this.expect(entry)
      this.send({ type: 'peer', to: entry, call: newCall(), kind: 'ready' })
    }
  }

  /** @param {string} entry @param {string} call */
  lay(entry, call) {
    const one = this.one(entry)
    one.line?.close()
    one.up = false
    one.line = new Line(call, this.settings, {
      say: (kind, what = {}) => this.send({ type: 'peer', to: entry, call, kind, ...what }),
      up: () => {
        clearTimeout(one.timer)
        one.up = true
        if (one.attempts >= STUCK_AFTER) this.stuck(null)
        one.attempts = 0
      },
      failed: () => this.later(entry),
    })
    this.expect(entry)
    return one.line
  }

  /** @param {string} entry */
  async call(entry) {
    const line = this.lay(entry, newCall())
    await line.offer(this.own).catch(() => this.later(entry))
    this.show()
  }

  /** @param {Message} word */
  async heard(word) {
    if (this.closed) return
    const { from, call, kind } = /** @type {any} */ (word)
    const line = this.people.get(from)?.line ?? null
    try {
      switch (reply(this.me, { from, call, kind }, line?.call ?? null)) {
        case 'call':
          return await this.call(from)
        case 'answer': {
          const laid = this.lay(from, call)
          await laid.answer(word.sdp, this.own)
          return this.show()
        }
        case 'take':
          if (kind === 'answer') await line?.answered(word.sdp)
          if (kind === 'ice') await line?.candidate(word.candidate)
          return
        default:
      }
    } catch {
      // The connection was closed meanwhile, or is past saving: whoever waits for it begins again.
    }
  }

  /** No connection in good time is a failure too. @param {string} entry */
  expect(entry) {
    const one = this.one(entry)
    clearTimeout(one.timer)
    one.timer = setTimeout(() => this.later(entry), PATIENCE)
  }

  /** Begins again, calmly. @param {string} entry */
  later(entry) {
    const one = this.people.get(entry)
    if (!one || this.closed) return
    if (one.up) this.again()
    one.line?.close()
    one.line = null
    one.up = false
    one.attempts += 1
    if (one.attempts === STUCK_AFTER) this.stuck(entry)
    clearTimeout(one.timer)
    one.timer = setTimeout(() => this.begin(entry), waitBefore(one.attempts - 1))
    this.show()
  }

  /** @param {string} entry */
  drop(entry) {
    const one = this.people.get(entry)
    clearTimeout(one?.timer)
    one?.line?.close()
    this.people.delete(entry)
    this.show()
  }

  /** What leaves from now on: another device, or nothing. @param {'audio'|'video'} kind @param {MediaStreamTrack|null} track */
  async replace(kind, track) {
    if (track) this.own.set(kind, track)
    else this.own.delete(kind)
    for (const { line } of this.people.values()) await line?.replace(kind, track).catch(() => {})
  }

  show() {
    /** @type {Map<string, Tracks>} */
    const people = new Map()
    for (const [entry, { line }] of this.people) if (line) people.set(entry, line.tracks())
    if (!this.closed) this.tell(people)
  }

  /** How loud each participant is, 0 to 1. */
  loudness() {
    return new Map(
      [...this.people].map(([entry, { line }]) => [
        entry,
        line && !line.closed ? loudnessOf(line.connection.getReceivers().find(each => each.track.kind === 'audio')) : 0,
      ]),
    )
  }

  /** How weak the weakest way out is right now. */
  async weakness() {
    const lines = [...this.people.values()].flatMap(({ line }) => (line && !line.closed ? [line.connection] : []))
    return Math.max(0, ...(await Promise.all(lines.map(weaknessOf))))
  }

  close() {
    this.closed = true
    for (const one of this.people.values()) {
      clearTimeout(one.timer)
      one.line?.close()
    }
    this.people.clear()
  }
}
