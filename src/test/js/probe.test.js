// @ts-check
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cameBack, connectionWord } from '../../main/resources/static/js/room/probe.js'

describe('the way to the media server', () => {
  it('works when the first frame comes back in good time over a sound network', () => {
    assert.equal(connectionWord({ first: 5000, weak: 0 }, false), 'works')
  })

  it('works slowly when frame, network or server are slow', () => {
    assert.equal(connectionWord({ first: 5001, weak: 0 }, false), 'works-slowly')
    assert.equal(connectionWord({ first: 400, weak: 1 }, false), 'works-slowly')
    assert.equal(connectionWord({ first: 400, weak: 0 }, true), 'works-slowly')
  })

  it('is missing, busy, restarting, as the server says', () => {
    for (const why of ['media.not-installed', 'media.no-network', 'media.off']) {
      assert.equal(connectionWord({ why }, false), 'missing')
    }
    assert.equal(connectionWord({ why: 'media.busy' }, false), 'busy')
    assert.equal(connectionWord({ why: 'media.restarting' }, true), 'restarting')
  })

  it('is not reachable for any other reason', () => {
    for (const why of ['silence', 'closed', 'media.connection-lost', 'media.refused']) {
      assert.equal(connectionWord({ why }, false), 'unreachable')
    }
  })
})

describe('what came back', () => {
  const voice = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 12 }
  const face = framesDecoded => ({ type: 'inbound-rtp', kind: 'video', packetsReceived: 40, framesDecoded })

  it('is a picture that could be decoded, where there is a camera', () => {
    assert.equal(cameBack([voice, face(0)], true), false)
    assert.equal(cameBack([voice, face(1)], true), true)
  })

  it('is a voice, where there is none', () => {
    assert.equal(cameBack([voice], false), true)
    assert.equal(cameBack([{ ...voice, packetsReceived: 0 }, { type: 'candidate-pair' }], false), false)
  })
})
