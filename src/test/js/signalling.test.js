// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { comesBack, read, socketAddress, waitBefore } from '../../main/resources/static/js/room/signalling.js'

describe('a dropped socket', () => {
  it('waits longer each time, up to eight seconds, never all at once', () => {
    assert.equal(waitBefore(0, 1), 500)
    assert.equal(waitBefore(3, 1), 4000)
    assert.equal(waitBefore(4, 1), 8000)
    assert.equal(waitBefore(40, 1), 8000)
    assert.equal(waitBefore(2, 0), 1000)
  })

  it('comes back after a fault, not after it was closed on purpose or refused', () => {
    assert.equal(comesBack(1006, false), true)
    assert.equal(comesBack(1001, false), true)
    assert.equal(comesBack(1006, true), false)
    assert.equal(comesBack(1008, false), false)
    assert.equal(comesBack(4404, false), false)
  })
})

describe('what comes through it', () => {
  it('is a message with a type, or nothing', () => {
    assert.deepEqual(read('{"type":"pong"}'), { type: 'pong' })
    for (const odd of ['', '{', '[]', '"state"', '{"type":3}', 'null', 7, undefined]) assert.equal(read(odd), null)
  })

  it('travels encrypted where the page does', () => {
    assert.equal(socketAddress('/rooms/K7M24QX9/socket', { protocol: 'https:', host: 'a.it' }), 'wss://a.it/rooms/K7M24QX9/socket')
    assert.equal(socketAddress('/x', { protocol: 'http:', host: 'localhost:8080' }), 'ws://localhost:8080/x')
  })
})
