// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Candidates, tracksByParticipant, weakness } from '../../main/resources/static/js/room/peer.js'

describe('candidates', () => {
  it('that come before the description are kept, in order, and given once', () => {
    const candidates = new Candidates()
    assert.deepEqual(candidates.came('one'), [])
    assert.deepEqual(candidates.came('two'), [])
    assert.deepEqual(candidates.opened(), ['one', 'two'])
    assert.deepEqual(candidates.opened(), [])
    assert.deepEqual(candidates.came('three'), ['three'])
  })

  it('of an abandoned negotiation are forgotten', () => {
    const candidates = new Candidates()
    candidates.came('old')
    candidates.reset()
    assert.deepEqual(candidates.opened(), [])
  })
})

describe('received tracks', () => {
  const line = (mid, direction, track) => ({ mid, direction, receiver: { track } })

  it('are told apart by their line', () => {
    const people = tracksByParticipant(
      [line('0', 'recvonly', 'anna-voice'), line('1', 'recvonly', 'anna-face'), line('2', 'recvonly', 'carla-voice')],
      [
        { mid: '0', participant: 'anna', kind: 'audio' },
        { mid: '1', participant: 'anna', kind: 'video' },
        { mid: '2', participant: 'carla', kind: 'audio' },
      ],
    )
    assert.deepEqual([...people], [
      ['anna', { audio: 'anna-voice', video: 'anna-face' }],
      ['carla', { audio: 'carla-voice' }],
    ])
  })

  it('leave out lines that went silent or are not there yet', () => {
    const people = tracksByParticipant(
      [line('0', 'inactive', 'gone')],
      [{ mid: '0', participant: 'anna', kind: 'audio' }, { mid: '7', participant: 'carla', kind: 'video' }],
    )
    assert.equal(people.size, 0)
  })
})

describe('a weak connection', () => {
  it('is one that loses or delays what a person would notice', () => {
    assert.equal(weakness({}), 0)
    assert.equal(weakness({ lost: 0.04, roundTrip: 0.6 }), 0)
    assert.equal(weakness({ lost: 0.041 }), 1)
    assert.equal(weakness({ roundTrip: 0.61 }), 1)
    assert.equal(weakness({ lost: 0.151 }), 2)
    assert.equal(weakness({ roundTrip: 1.51 }), 2)
  })
})
