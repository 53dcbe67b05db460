// @ts-check
/** @import {Message} from './types.js' */

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000
const PING_EVERY = 10_000
const SILENCE_MEANS_LOST = 25_000

/**
 * How long to wait before the next attempt: doubles up to eight seconds, scattered so that a whole office does not
 * come back in the same instant.
 * @param {number} attempt from 0
 * @param {number} chance from 0 to 1
 */
export function waitBefore(attempt, chance = Math.random()) {
  const whole = Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT)
  return Math.round(whole / 2 + (whole / 2) * chance)
}

/**
 * @param {unknown} text
 * @returns {Message|null} null for what is not one of our messages
 */
export function read(text) {
  if (typeof text !== 'string') return null
  try {
    const message = JSON.parse(text)
    return message && typeof message.type === 'string' ? message : null
  } catch {
    return null
  }
}

/**
 * What a page does when its socket closed: `again` after a fault, `reload` when the server ended the entitlement or the
 * room, `stay` when the same entry is open elsewhere or the server had enough of this page.
 * @param {number} code of the close event
 * @param {boolean} leaving
 * @returns {'again'|'reload'|'stay'}
 */
export function afterClose(code, leaving) {
  if (leaving || code === 4409 || code === 4429) return 'stay'
  return code === 1000 || code === 1008 || code === 4403 ? 'reload' : 'again'
}

/**
 * @param {string} path
 * @param {{protocol: string, host: string}} where
 */
export function socketAddress(path, where) {
  return `${where.protocol === 'https:' ? 'wss:' : 'ws:'}//${where.host}${path}`
}

/** The socket to the server: opens, comes back by itself, hands over messages. */
export class Signalling {
  /**
   * @param {string} address
   * @param {{message: (message: Message) => void, link: (up: boolean, attempt: number) => void,
   *   refused: (code: number) => void}} listener
   */
  constructor(address, listener) {
    this.address = address
    this.listener = listener
    this.attempt = 0
    this.leaving = false
    /** @type {WebSocket|null} */
    this.socket = null
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this.pulse = undefined
    this.heardAt = 0
    globalThis.addEventListener?.('online', () => this.hurry())
  }

  open() {
    const socket = new WebSocket(this.address)
    this.socket = socket
    socket.onopen = () => {
      this.attempt = 0
      this.heardAt = Date.now()
      this.pulse = setInterval(() => this.beat(), PING_EVERY)
      this.listener.link(true, 0)
    }
    socket.onmessage = event => {
      this.heardAt = Date.now()
      const message = read(event.data)
      if (message) this.listener.message(message)
    }
    socket.onclose = event => {
      if (socket !== this.socket) return
      clearInterval(this.pulse)
      this.socket = null
      if (this.leaving) return
      if (afterClose(event.code, this.leaving) !== 'again') {
        this.leaving = true
        this.listener.refused(event.code)
        return
      }
      this.attempt += 1
      this.listener.link(false, this.attempt)
      this.timer = setTimeout(() => this.open(), waitBefore(this.attempt - 1))
    }
  }

  beat() {
    if (Date.now() - this.heardAt > SILENCE_MEANS_LOST) {
      this.socket?.close()
      return
    }
    this.send({ type: 'ping' })
  }

  /** The network is back: no reason to wait for the timer. */
  hurry() {
    if (this.leaving || this.socket) return
    clearTimeout(this.timer)
    this.open()
  }

  /**
   * @param {Message} message
   * @returns {boolean} whether it left
   */
  send(message) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(message))
    return true
  }

  close() {
    this.leaving = true
    clearTimeout(this.timer)
    clearInterval(this.pulse)
    this.socket?.close(1000)
  }
}
