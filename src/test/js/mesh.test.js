// @ts-check
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { Mesh, offers, others, reply } from '../../main/resources/static/js/room/mesh.js'

/** @returns {any} */
const person = (entry, more = {}) => ({ entry, inside: true, present: true, official: false, sharesWith: null, ...more })

describe('who offers', () => {
  it('is the same for both pages, and one of the two', () => {
    assert.notEqual(offers('carla', 'dario'), offers('dario', 'carla'))
  })
})

describe('the others', () => {
  const state = people => /** @type {any} */ ({ me: { entry: 'carla' }, people })

  it('are the devices whose people are inside and there, never oneself', () => {
    assert.deepEqual(
      others(state([
        person('carla', { official: true }),
        person('dario'),
        person('waiting', { inside: false }),
        person('away', { present: false }),
        person('out', { inside: false, out: true }),
      ])),
      ['dario'],
    )
  })

  it('who share a device are one', () => {
    assert.deepEqual(others(state([person('dario'), person('interpreter', { sharesWith: 'dario' })])), ['dario'])
    assert.deepEqual(
      others(state([person('dario', { inside: false }), person('interpreter', { sharesWith: 'dario' })])),
      ['dario'],
    )
  })
})

describe('a word from another page', () => {
  const word = (kind, call = 'now') => ({ from: 'dario', call, kind })

  it('that it is ready, is answered with a call by who offers only', () => {
    assert.equal(reply('carla', word('ready'), null), 'call')
    assert.equal(reply('carla', word('ready'), 'now'), 'call')
    assert.equal(reply('elena', word('ready'), null), 'nothing')
  })

  it('that offers, is answered by who does not offer, also anew after a reload', () => {
    assert.equal(reply('elena', word('offer'), null), 'answer')
    assert.equal(reply('elena', word('offer', 'later'), 'now'), 'answer')
    assert.equal(reply('carla', word('offer'), null), 'nothing')
  })

  it('of a connection that no longer stands, is nothing', () => {
    assert.equal(reply('carla', word('answer'), 'now'), 'take')
    assert.equal(reply('carla', word('ice'), 'now'), 'take')
    assert.equal(reply('carla', word('answer', 'before'), 'now'), 'nothing')
    assert.equal(reply('carla', word('ice', 'before'), null), 'nothing')
  })
})

/** A connection that connects nothing and remembers what it was told, in order. */
class Remembering extends EventTarget {
  /** @type {Remembering[]} */
  static all = []
  constructor(settings) {
    super()
    this.settings = settings
    this.said = []
    this.signalingState = 'stable'
    this.connectionState = 'new'
    this.lines = []
    Remembering.all.push(this)
  }
  addTransceiver(what, { direction }) {
    const kind = typeof what === 'string' ? what : what.kind
    const line = {
      direction,
      receiver: { track: { kind, of: 'other' }, getSynchronizationSources: () => [{ audioLevel: 0.5 }] },
      sender: { track: typeof what === 'string' ? null : what, replaceTrack: async track => void (line.sender.track = track) },
    }
    this.lines.push(line)
  }
  getTransceivers() { return this.lines }
  getReceivers() { return this.lines.map(line => line.receiver) }
  async setLocalDescription() {
    this.signalingState = this.said.includes('remote offer') ? 'stable' : 'have-local-offer'
    this.localDescription = { sdp: 'v=0 mine' }
    this.said.push('local')
  }
  async setRemoteDescription({ type }) {
    await null
    if (type === 'offer') for (const kind of ['audio', 'video']) this.addTransceiver(kind, { direction: 'recvonly' })
    this.signalingState = 'stable'
    this.said.push(`remote ${type}`)
  }
  async addIceCandidate(candidate) { this.said.push(candidate?.candidate ?? 'end') }
  is(state) {
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
  }
  close() { this.connectionState = 'closed' }
}

/** Time that passes when the test says so. */
class Hours {
  constructor() {
    this.now = 0
    this.next = 1
    /** @type {Map<number, {at: number, act: () => void}>} */
    this.due = new Map()
    this.real = { setTimeout, clearTimeout }
    Object.assign(globalThis, {
      setTimeout: (act, wait) => (this.due.set(this.next, { at: this.now + wait, act }), this.next++),
      clearTimeout: id => void this.due.delete(id),
    })
  }
  pass(wait) {
    this.now += wait
    for (const [id, { at, act }] of [...this.due]) if (at <= this.now && this.due.delete(id)) act()
  }
  end() { Object.assign(globalThis, this.real) }
}

describe('a mesh', () => {
  /** @type {Hours} */
  let hours
  /** @type {any[]} */
  let sent = []
  /** @type {any[]} */
  let told = []
  const voice = /** @type {any} */ ({ kind: 'audio' })
  const face = /** @type {any} */ ({ kind: 'video' })
  const settled = () => new Promise(done => setImmediate(done))

  /** @param {string} me @param {any[]} own */
  const mesh = (me, own = [voice, face]) =>
    new Mesh({
      me,
      own: new Map(own.map(track => [track.kind, track])),
      settings: { iceTransportPolicy: 'relay' },
      send: message => sent.push(message),
      tracks: people => told.push(['tracks', [...people.keys()]]),
      again: () => told.push(['again']),
      stuck: entry => told.push(['stuck', entry]),
    })

  beforeEach(() => {
    sent = []
    told = []
    Remembering.all = []
    Object.assign(globalThis, { RTCPeerConnection: Remembering })
    hours = new Hours()
  })
  afterEach(() => hours.end())

  it('offers to who comes, both lines both ways, even without a camera', async () => {
    mesh('carla', [voice]).meet(['dario'])
    await settled()
    assert.deepEqual(sent.map(({ to, kind, sdp }) => [to, kind, sdp]), [['dario', 'offer', 'v=0 mine']])
    assert.deepEqual(Remembering.all[0].lines.map(line => line.direction), ['sendrecv', 'sendrecv'])
    assert.equal(Remembering.all[0].settings.iceTransportPolicy, 'relay')
  })

  it('says it is ready to who offers, and answers with what it has', async () => {
    const one = mesh('elena')
    one.meet(['dario'])
    assert.deepEqual(sent.map(({ to, kind }) => [to, kind]), [['dario', 'ready']])
    await one.heard({ type: 'peer', from: 'dario', call: 'first', kind: 'offer', sdp: 'v=0' })
    assert.deepEqual([sent.at(-1).kind, sent.at(-1).call], ['answer', 'first'])
    assert.deepEqual(Remembering.all[0].lines.map(line => [line.direction, line.sender.track]), [['sendrecv', voice], ['sendrecv', face]])
    assert.deepEqual(told.at(-1), ['tracks', ['dario']])
  })

  it('keeps candidates that come before the description they belong to', async () => {
    const one = mesh('elena')
    const answering = one.heard({ type: 'peer', from: 'dario', call: 'first', kind: 'offer', sdp: 'v=0' })
    const early = one.heard({ type: 'peer', from: 'dario', call: 'first', kind: 'ice', candidate: { candidate: 'early' } })
    await one.heard({ type: 'peer', from: 'dario', call: 'other', kind: 'ice', candidate: { candidate: 'stray' } })
    await Promise.all([answering, early])
    assert.deepEqual(Remembering.all[0].said, ['remote offer', 'early', 'local'])
  })

  it('begins anew with a page that was loaded again', async () => {
    const one = mesh('elena')
    await one.heard({ type: 'peer', from: 'dario', call: 'first', kind: 'offer', sdp: 'v=0' })
    await one.heard({ type: 'peer', from: 'dario', call: 'second', kind: 'offer', sdp: 'v=0' })
    assert.deepEqual(Remembering.all.map(connection => connection.connectionState), ['closed', 'new'])
  })

  it('lets go who left and comes back to who stays away', async () => {
    const one = mesh('carla')
    one.meet(['dario'])
    await settled()
    Remembering.all[0].is('connected')
    Remembering.all[0].is('failed')
    assert.ok(told.some(([what]) => what === 'again'))
    hours.pass(1000)
    await settled()
    assert.equal(Remembering.all.length, 2)
    one.meet([])
    assert.equal(Remembering.all[1].connectionState, 'closed')
    assert.deepEqual(told.at(-1), ['tracks', []])
  })

  it('says so when no connection comes about, and takes it back when one does', async () => {
    const one = mesh('carla')
    one.meet(['dario'])
    for (let attempt = 0; attempt < 4; attempt++) {
      await settled()
      hours.pass(10_000)
      hours.pass(8_000)
    }
    await settled()
    assert.deepEqual(told.filter(([what]) => what === 'stuck'), [['stuck', 'dario']])
    Remembering.all.at(-1)?.is('connected')
    assert.deepEqual(told.at(-1), ['stuck', null])
  })

  it('sends another camera, or none, without asking anew', async () => {
    const one = mesh('carla', [voice])
    one.meet(['dario'])
    await settled()
    await one.replace('video', face)
    assert.equal(Remembering.all[0].lines[1].sender.track, face)
    await one.replace('video', null)
    assert.equal(Remembering.all[0].lines[1].sender.track, null)
    assert.equal(sent.length, 1)
  })

  it('is silent once closed', async () => {
    const one = mesh('carla')
    one.meet(['dario'])
    await settled()
    one.close()
    await one.heard({ type: 'peer', from: 'dario', call: 'x', kind: 'ready' })
    hours.pass(60_000)
    assert.equal(sent.length, 1)
    assert.equal(Remembering.all[0].connectionState, 'closed')
  })
})
