// @ts-check
/** @import {Line} from './types.js' */

/** Letters travel at most this often: well inside the half second real-time text allows (rule G10). */
export const LETTERS_EVERY = 200

/** @typedef {{lines: Line[], live: Line[]}} Talk */

/** @returns {Talk} */
export function silence() {
  return { lines: [], live: [] }
}

/** The lines said before this page came. @param {Talk} talk @param {Line[]} lines @returns {Talk} */
export function recalled(talk, lines) {
  return { lines: [...lines], live: talk.live }
}

/** Somebody is writing, or rubbed everything out. @param {Talk} talk @param {Line} letters @returns {Talk} */
export function letters(talk, letters) {
  const others = talk.live.filter(line => line.from !== letters.from)
  return { lines: talk.lines, live: letters.text === '' ? others : [...others, letters] }
}

/** A line is finished: it leaves the live ones. @param {Talk} talk @param {Line} line @returns {Talk} */
export function said(talk, line) {
  return { lines: [...talk.lines, line], live: talk.live.filter(each => each.from !== line.from) }
}

/** What to show in the one line under the pictures. @param {Talk} talk @param {string} me @returns {Line|null} */
export function latest(talk, me) {
  const live = talk.live.filter(line => line.from !== me)
  if (live.length) return live[live.length - 1]
  return talk.lines.length ? talk.lines[talk.lines.length - 1] : null
}

/** Sends letters while they are typed, never faster than allowed, the last state always. */
export class Letters {
  /** @param {(text: string) => void} send @param {(act: () => void, wait: number) => unknown} later */
  constructor(send, later = (act, wait) => setTimeout(act, wait)) {
    this.send = send
    this.later = later
    /** @type {string|null} */
    this.pending = null
    this.resting = false
  }

  /** @param {string} text */
  typed(text) {
    this.pending = text
    if (!this.resting) this.go()
  }

  go() {
    if (this.pending === null) return
    this.send(this.pending)
    this.pending = null
    this.resting = true
    this.later(() => {
      this.resting = false
      this.go()
    }, LETTERS_EVERY)
  }

  /** The line was sent whole: letters still waiting are void. */
  finished() {
    this.pending = null
  }
}
