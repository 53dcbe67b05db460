// @ts-check
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { panelSees } from '../../main/resources/static/js/room/panel.js'
import { phase, places, recordingSign } from '../../main/resources/static/js/room/people.js'
import { read } from '../../main/resources/static/js/room/signalling.js'
import { recalled, said, silence } from '../../main/resources/static/js/room/text.js'

const examples = new URL('../resources/protocol/', import.meta.url)
const scripts = new URL('../../main/resources/static/js/room/', import.meta.url)
const text = path => readFileSync(new URL(path, examples), 'utf8')
const code = ['room.js', 'peer.js', 'mesh.js', 'signalling.js'].map(name => readFileSync(new URL(name, scripts), 'utf8')).join('\n')

/** @returns {any} */
const example = name => read(text(`server/${name}.json`))

describe('the protocol', () => {
  it('has examples that this page reads as messages', () => {
    const names = readdirSync(new URL('server/', examples))
    assert.ok(names.length > 10)
    for (const name of names) assert.equal(read(text(`server/${name}`))?.type, name.replace('.json', ''))
  })

  it('is said in the words of the examples', () => {
    for (const name of readdirSync(new URL('browser/', examples))) {
      const type = JSON.parse(text(`browser/${name}`)).type
      assert.ok(code.includes(`type: '${type}'`) || ['mic', 'camera'].includes(type), `${type} is never sent`)
    }
  })

  it('is heard: each message of the server has its case', () => {
    const silent = ['pong', 'error']
    for (const name of readdirSync(new URL('server/', examples)).map(file => file.replace('.json', ''))) {
      if (!silent.includes(name)) assert.ok(code.includes(`case '${name}':`), `${name} is not heard`)
    }
  })

  it('gives a picture of the room that can be shown', () => {
    const state = example('state')
    assert.equal(phase(state), state.me.admitted ? 'inside' : 'waiting')
    assert.ok(places([], state.people, state.me).every(entry => state.people.some(person => person.entry === entry)))
    assert.ok(['running', 'broken', 'starting', 'none'].includes(recordingSign(state)))
    assert.notEqual(panelSees(state), panelSees({ ...state, people: [] }))
  })

  it('brings written lines', () => {
    const talk = said(recalled(silence(), example('texts').texts), example('text'))
    assert.equal(talk.lines.length, example('texts').texts.length + 1)
    assert.ok(talk.lines.every(line => line.from && line.name && typeof line.text === 'string'))
  })
})
