// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { constraints, level, problemOf, voiceWord } from '../../main/resources/static/js/room/media.js'

describe('a camera that does not open', () => {
  const fine = { secure: true, able: true }
  const named = name => ({ name })

  it('is told by its cause', () => {
    assert.equal(problemOf(named('NotAllowedError'), fine), 'denied')
    assert.equal(problemOf(named('NotFoundError'), fine), 'missing')
    assert.equal(problemOf(named('NotReadableError'), fine), 'busy')
    assert.equal(problemOf(named('OverconstrainedError'), fine), 'gone')
    assert.equal(problemOf(named('Whatever'), fine), 'unknown')
    assert.equal(problemOf(undefined, fine), 'unknown')
  })

  it('on an unprotected address or an old browser is that, whatever the browser says', () => {
    assert.equal(problemOf(named('NotFoundError'), { secure: false, able: false }), 'insecure')
    assert.equal(problemOf(new TypeError(), { secure: true, able: false }), 'old')
  })
})

describe('a voice', () => {
  it('stands on the bar by decibel', () => {
    assert.equal(level([]), 0)
    assert.equal(level([0, 0]), 0)
    assert.equal(level([1, -1]), 1)
    assert.ok(Math.abs(level([0.001, -0.001])) < 1e-9)
    assert.ok(Math.abs(level([10 ** (-35 / 20)]) - 0.5) < 1e-9)
  })

  it('is heard well from the middle of the bar on', () => {
    assert.equal(voiceWord(0.09), 'silent')
    assert.equal(voiceWord(0.1), 'low')
    assert.equal(voiceWord(0.49), 'low')
    assert.equal(voiceWord(0.5), 'good')
  })
})

describe('what is asked of the browser', () => {
  it('takes a remembered device as a wish and a chosen one as a demand', () => {
    const both = { audio: true, video: true }
    assert.deepEqual(/** @type {any} */ (constraints({ audio: 'a' }, false, both).audio).deviceId, { ideal: 'a' })
    assert.deepEqual(/** @type {any} */ (constraints({ video: 'v' }, true, both).video).deviceId, { exact: 'v' })
    assert.equal(constraints({}, false, { audio: true, video: false }).video, false)
  })
})
