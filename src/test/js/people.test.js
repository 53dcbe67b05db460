// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { at, changes, elapsed, initials, phase, places, recordingSign, stepAside } from '../../main/resources/static/js/room/people.js'

/** @returns {any} */
function person(entry, role, more = {}) {
  return {
    entry, role, name: entry, present: true, admitted: true, out: false, acknowledged: true,
    official: role === 'official', sharesWith: null, ...more,
  }
}

const anna = person('anna', 'delegator')
const bruno = person('bruno', 'delegate')
const carla = person('carla', 'official')

/** @returns {any} */
function state(me = {}, room = {}) {
  return {
    type: 'state',
    room: { status: 'OPEN', recorded: true, mediaReady: true, ...room },
    me: { entry: 'bruno', role: 'delegate', admitted: true, acknowledged: true, out: false, official: false, ...me },
    people: [anna, bruno, carla], office: [], recording: { running: true, since: '2027-03-02T08:20:00Z', broken: null },
  }
}

describe('what a page shows', () => {
  it('is the notice before everything else, then the wait, then the room', () => {
    assert.equal(phase(state({ acknowledged: false, admitted: false })), 'notice')
    assert.equal(phase(state({ admitted: false })), 'waiting')
    assert.equal(phase(state()), 'inside')
  })

  it('is no notice where nothing is recorded', () => {
    assert.equal(phase(state({ acknowledged: false }, { recorded: false })), 'inside')
    assert.equal(phase(state({ acknowledged: false, admitted: false }, { recorded: false })), 'waiting')
  })

  it('is the moment alone for who was put out', () => assert.equal(phase(state({ out: true })), 'out'))

  it('is the pause while the room is suspended, even for who was put out', () => {
    assert.equal(phase(state({}, { status: 'SUSPENDED' })), 'suspended')
    assert.equal(phase(state({ out: true }, { status: 'SUSPENDED' })), 'suspended')
  })

  it('is the end when the room closed or never opened', () => {
    assert.equal(phase(state({}, { status: 'CLOSED' })), 'over')
    assert.equal(phase(state({ admitted: false }, { status: 'CALLED_OFF' })), 'over')
  })

  it('never asks the official for a code or a notice', () => {
    assert.equal(phase(state({ official: true, admitted: false, acknowledged: false })), 'inside')
    assert.equal(phase(state({ official: true }, { status: 'PREPARED' })), 'waiting')
  })
})

describe('initials', () => {
  it('are those of the first and the last name', () => {
    assert.equal(initials('Dario Intermediario'), 'DI')
    assert.equal(initials('  carla '), 'C')
    assert.equal(initials('Anna Maria Èlia'), 'AÈ')
    assert.equal(initials(''), '')
  })
})

describe('places', () => {
  it('are kept for who is expected in a consultancy', () => {
    const dario = person('dario', 'intermediary', { admitted: false })
    assert.deepEqual(places([], [dario, carla], { entry: 'carla', official: true }), ['dario', 'carla'])
  })

  it('put the official first for the parties, oneself last', () => {
    assert.deepEqual(places([], [anna, bruno, carla], { entry: 'bruno', official: false }), ['carla', 'anna', 'bruno'])
  })

  it('put the delegator first for the official', () => {
    assert.deepEqual(places([], [bruno, carla, anna], { entry: 'carla', official: true }), ['anna', 'bruno', 'carla'])
  })

  it('once given never swap, whoever comes, goes out or drops', () => {
    const dialler = person('interpreter', 'interpreter')
    const me = { entry: 'bruno', official: false }
    const given = places([], [bruno, carla, { ...anna, admitted: false }], me)
    assert.deepEqual(given, ['carla', 'anna', 'bruno'])
    const after = places(given, [{ ...bruno, out: true }, { ...carla, present: false }, anna, dialler], me)
    assert.deepEqual(after, [...given, 'interpreter'])
    assert.deepEqual(places([], [dialler, bruno, carla, anna], me), after)
  })

  it('are kept free for who is expected, not for a companion who still waits', () => {
    const companion = person('friend', 'companion', { admitted: false })
    const waiting = [carla, { ...anna, admitted: false, present: false }, companion]
    assert.deepEqual(places([], waiting, { entry: 'carla', official: true }), ['anna', 'carla'])
  })

  it('are one for two people on one device', () => {
    const beside = { ...anna, sharesWith: 'bruno' }
    assert.deepEqual(places([], [beside, bruno, carla], { entry: 'carla', official: true }), ['bruno', 'carla'])
    assert.deepEqual(at('bruno', [beside, bruno, carla]).map(each => each.entry).sort(), ['anna', 'bruno'])
    assert.equal(at('bruno', [bruno, { ...beside, admitted: false }]).length, 1)
  })

  it('are given back when somebody moves to the other device', () => {
    const given = places([], [anna, bruno, carla], { entry: 'carla', official: true })
    assert.deepEqual(places(given, [{ ...anna, sharesWith: 'bruno' }, bruno, carla], { entry: 'carla', official: true }), ['bruno', 'carla'])
  })
})

describe('comings and goings', () => {
  const told = (before, after) => changes(before, after, 'bruno').map(each => `${each.name} ${each.what}`)

  it('are said once each', () => {
    assert.deepEqual(told([carla, bruno], [{ ...carla, present: false }, bruno]), ['carla left'])
    assert.deepEqual(told([{ ...carla, present: false }], [carla]), ['carla back'])
    assert.deepEqual(told([{ ...anna, admitted: false }], [anna]), ['anna joined'])
    assert.deepEqual(told([anna], [{ ...anna, out: true }]), ['anna out'])
    assert.deepEqual(told([{ ...anna, out: true }], [anna]), ['anna in'])
    assert.deepEqual(told([carla], [carla]), [])
  })

  it('leave out oneself and who was never let in', () => {
    assert.deepEqual(told([bruno], [{ ...bruno, out: true }]), [])
    assert.deepEqual(told([], [{ ...anna, admitted: false }]), [])
  })
})

describe('the recording sign', () => {
  it('tells running, broken, starting and none apart', () => {
    assert.equal(recordingSign(state()), 'running')
    assert.equal(recordingSign({ ...state(), recording: { running: false, since: null, broken: 'disk' } }), 'broken')
    assert.equal(recordingSign({ ...state(), recording: { running: false, since: '2027-03-02T08:20:00Z', broken: null } }), 'broken')
    assert.equal(recordingSign({ ...state(), recording: { running: false, since: null, broken: null } }), 'starting')
    assert.equal(recordingSign(state({}, { recorded: false })), 'none')
  })

  it('counts minutes, and hours when there are any', () => {
    const start = '2027-03-02T08:20:00Z'
    assert.equal(elapsed(start, Date.parse(start) + 522_000), '08:42')
    assert.equal(elapsed(start, Date.parse(start) + 3_727_000), '1:02:07')
    assert.equal(elapsed(start, Date.parse(start) - 5000), '00:00')
    assert.equal(elapsed(null, 0), '')
  })
})

describe('the moment alone on one device', () => {
  const together = out => ({ ...state(), people: [{ ...anna, sharesWith: 'bruno' }, { ...bruno, out }, carla] })

  it('asks the one who was put out to step aside, while the other stays', () => {
    assert.deepEqual(stepAside(/** @type {any} */ (together(true))).map(each => each.name), ['bruno'])
    assert.deepEqual(stepAside(/** @type {any} */ (together(false))), [])
  })

  it('is not asked of a device that is out altogether', () => {
    assert.deepEqual(stepAside(/** @type {any} */ ({ ...together(true), me: { entry: 'bruno', out: true } })), [])
  })
})
