// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { minutesLeft, quickKey } from '../../main/resources/static/js/room/panel.js'
import { percent, unfit } from '../../main/resources/static/js/room/papers.js'
import { say } from '../../main/resources/static/js/room/words.js'

describe('the keys S and N', () => {
  const pressed = (key, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...more })

  it('answer the step in progress', () => {
    assert.equal(quickKey(pressed('s'), null, true), 'yes')
    assert.equal(quickKey(pressed('N'), { tagName: 'BUTTON' }, true), 'no')
    assert.equal(quickKey(pressed('x'), null, true), null)
  })

  it('do nothing while writing, with another key held, held down, or when switched off', () => {
    for (const tagName of ['TEXTAREA', 'SELECT', 'INPUT']) assert.equal(quickKey(pressed('s'), { tagName, type: 'text' }, true), null)
    assert.equal(quickKey(pressed('s'), { tagName: 'INPUT', type: 'checkbox' }, true), 'yes')
    assert.equal(quickKey(pressed('s', { ctrlKey: true }), null, true), null)
    assert.equal(quickKey(pressed('s', { repeat: true }), null, true), null)
    assert.equal(quickKey(pressed('s'), null, false), null)
  })
})

describe('the time left', () => {
  it('counts begun minutes and stops at none', () => {
    assert.equal(minutesLeft(120_000, 0), 2)
    assert.equal(minutesLeft(120_000, 1), 2)
    assert.equal(minutesLeft(120_000, 60_000), 1)
    assert.equal(minutesLeft(120_000, 500_000), 0)
  })
})

describe('a chosen file', () => {
  it('is refused before it leaves when it is empty or too large', () => {
    assert.equal(unfit({ size: 0 }, 15), 'empty')
    assert.equal(unfit({ size: 15 }, 15), null)
    assert.equal(unfit({ size: 16 }, 15), 'too-large')
  })

  it('is never said to have arrived before the server said so', () => {
    assert.equal(percent(0), 0)
    assert.equal(percent(0.501), 50)
    assert.equal(percent(1), 99)
  })
})

describe('words', () => {
  it('fill their places, and show an unknown key', () => {
    assert.equal(say({ hello: 'Ciao {name}, {n} {?}' }, 'hello', { name: 'Anna', n: 2 }), 'Ciao Anna, 2 {?}')
    assert.equal(say({}, 'nothing'), 'nothing')
  })
})
