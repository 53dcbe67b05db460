// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Letters, latest, letters, recalled, said, silence } from '../../main/resources/static/js/room/text.js'

const line = (from, text) => ({ from, name: from, text })

describe('real-time text', () => {
  it('shows letters as they come, one line a person', () => {
    const talk = letters(letters(letters(silence(), line('anna', 'm')), line('bruno', 'x')), line('anna', 'mi'))
    assert.deepEqual(talk.live.map(each => each.text), ['x', 'mi'])
  })

  it('takes away what was rubbed out, and what became a line', () => {
    assert.deepEqual(letters(letters(silence(), line('anna', 'm')), line('anna', '')).live, [])
    const talk = said(letters(silence(), line('anna', 'mi senti')), line('anna', 'mi senti?'))
    assert.deepEqual([talk.live.length, talk.lines.map(each => each.text)], [0, ['mi senti?']])
  })

  it('brings back what was said before, keeping who is writing now', () => {
    const talk = recalled(letters(silence(), line('anna', 'a')), [line('carla', 'Buongiorno')])
    assert.deepEqual([talk.lines.length, talk.live.length], [1, 1])
  })

  it('gives the line under the pictures to who writes now, never to one’s own letters', () => {
    let talk = said(silence(), line('carla', 'Buongiorno'))
    assert.equal(latest(talk, 'bruno')?.text, 'Buongiorno')
    talk = letters(talk, line('bruno', 'ec'))
    assert.equal(latest(talk, 'bruno')?.text, 'Buongiorno')
    talk = letters(talk, line('anna', 'no'))
    assert.equal(latest(talk, 'bruno')?.text, 'no')
    assert.equal(latest(silence(), 'bruno'), null)
  })
})

describe('letters', () => {
  it('leave at once, then no faster than allowed, the last state always', () => {
    const sent = []
    const later = []
    const typing = new Letters(text => sent.push(text), /** @type {any} */ (act => later.push(act)))
    typing.typed('a')
    typing.typed('ab')
    typing.typed('abc')
    assert.deepEqual(sent, ['a'])
    later.shift()?.()
    assert.deepEqual(sent, ['a', 'abc'])
    later.shift()?.()
    assert.deepEqual(sent, ['a', 'abc'])
  })

  it('still waiting are void once the line was sent', () => {
    const sent = []
    const later = []
    const typing = new Letters(text => sent.push(text), /** @type {any} */ (act => later.push(act)))
    typing.typed('a')
    typing.typed('ab')
    typing.finished()
    later.shift()?.()
    assert.deepEqual(sent, ['a'])
  })
})
