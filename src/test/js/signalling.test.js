// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { afterClose, read, socketAddress, waitBefore } from '../../main/resources/static/js/room/signalling.js'

describe('a dropped socket', () => {
  it('waits longer each time, up to eight seconds, never all at once', () => {
    assert.equal(waitBefore(0, 1), 500)
    assert.equal(waitBefore(3, 1), 4000)
    assert.equal(waitBefore(4, 1), 8000)
    assert.equal(waitBefore(40, 1), 8000)
    assert.equal(waitBefore(2, 0), 1000)
  })

  it('comes back after a fault or a restart', () => {
    for (const code of [1001, 1005, 1006, 1011, 1012, 4000]) assert.equal(afterClose(code, false), 'again')
  })

  it('is not opened again where that would do harm', () => {
    assert.equal(afterClose(1006, true), 'stay')
    assert.equal(afterClose(4409, false), 'stay')
    assert.equal(afterClose(4429, false), 'stay')
    assert.equal(afterClose(1000, false), 'reload')
    assert.equal(afterClose(4403, false), 'reload')
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
