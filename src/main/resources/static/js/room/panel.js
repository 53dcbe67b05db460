// @ts-check
import { fetchPiece, post, put } from './fragment.js'
/** @import {State} from './types.js' */

const QUIET = 'sportello.quick-keys'

/**
 * What of a picture of the room the official's panel shows: when this changes, the panel is fetched again.
 * @param {State} state
 */
export function panelSees(state) {
  return JSON.stringify([
    state.room.status,
    state.room.mediaReady,
    state.recording.running,
    state.people.map(person => [
      person.entry,
      person.present,
      person.admitted,
      person.out,
      person.acknowledged,
      person.refused,
      person.sharesWith,
      person.waitingSince,
    ]),
  ])
}

/**
 * The key's meaning, unless the person is writing somewhere.
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, repeat?: boolean}} event
 * @param {{tagName?: string, type?: string}|null} focused
 * @param {boolean} on
 * @returns {'yes'|'no'|null}
 */
export function quickKey(event, focused, on) {
  if (!on || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null
  if (['TEXTAREA', 'SELECT'].includes(focused?.tagName ?? '')) return null
  if (focused?.tagName === 'INPUT' && focused.type !== 'checkbox') return null
  const key = event.key.toLowerCase()
  return key === 's' ? 'yes' : key === 'n' ? 'no' : null
}

/** Minutes left, never below zero. @param {number} ends @param {number} now both in milliseconds */
export function minutesLeft(ends, now) {
  return Math.max(0, Math.ceil((ends - now) / 60_000))
}

/** The official's side: a piece of page made by the server, its forms sent in place. */
export class Panel {
  /**
   * @param {HTMLElement} holder
   * @param {{address: string, say: (key: string, named?: Record<string, string|number>) => string,
   *   leave: (next?: string) => void}} wiring
   */
  constructor(holder, { address, say, leave }) {
    this.holder = holder
    this.address = address
    this.say = say
    this.leave = leave
    this.seen = ''
    this.busy = false
    this.stale = false
    /** @type {HTMLElement|null} */
    this.told = null
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined
    document.addEventListener('submit', event => {
      const form = /** @type {HTMLFormElement} */ (event.target)
      if (!holder.contains(form) || form.method !== 'post') return
      event.preventDefault()
      this.send(form, event.submitter)
    })
    document.addEventListener('keydown', event => {
      const focused = /** @type {any} */ (document.activeElement)
      const answer = quickKey(event, focused, this.quickKeys())
      const button = answer && /** @type {HTMLButtonElement|null} */ (holder.querySelector(`[data-key="${answer}"]`))
      if (button && !this.busy) {
        event.preventDefault()
        button.click()
      }
    })
    holder.addEventListener('change', event => {
      const box = /** @type {HTMLInputElement} */ (event.target)
      if (box.id === 'quick-keys') keep(QUIET, box.checked ? '' : 'off')
    })
    document.addEventListener('click', event => {
      const link = /** @type {HTMLElement} */ (event.target).closest?.('a[data-picture]')
      if (link) {
        event.preventDefault()
        this.picture(/** @type {HTMLAnchorElement} */ (link))
      }
      const opens = /** @type {HTMLElement} */ (event.target).closest?.('a[data-unfolds]')
      const fold = opens && /** @type {HTMLDetailsElement|null} */ (document.querySelector(opens.getAttribute('href') ?? ''))
      if (fold) {
        event.preventDefault()
        fold.open = true
        fold.querySelector('summary')?.focus()
        fold.scrollIntoView({ block: 'center' })
      }
    })
    this.dress()
    setInterval(() => this.clock(), 5000)
  }

  quickKeys() {
    return kept(QUIET) !== 'off'
  }

  /** @param {State} state */
  people(state) {
    const sees = panelSees(state)
    if (sees === this.seen) return
    const first = this.seen === ''
    this.seen = sees
    if (first) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.refresh(), 120)
  }

  /** Before the session is open there is no socket: who waits is asked for again and again. */
  poll() {
    setInterval(() => this.refresh(), 4000)
  }

  async refresh() {
    if (this.busy) {
      this.stale = true
      return
    }
    const answer = await fetchPiece(this.address)
    if (this.busy) return
    if (answer.status === 'piece') {
      this.show(answer.html)
      this.tellAgain()
    }
    if (answer.status === 'changed') this.leave(this.holder.dataset.self)
  }

  /** @param {HTMLFormElement} form @param {HTMLElement|null} submitter */
  async send(form, submitter) {
    if (this.busy) return
    this.busy = true
    this.holder.setAttribute('aria-busy', 'true')
    const answer = await post(form, submitter)
    this.busy = false
    this.holder.removeAttribute('aria-busy')
    if (answer.status === 'moved') return this.leave(answer.to)
    if (answer.status === 'piece') {
      form.reset()
      this.show(answer.html)
      const told = /** @type {HTMLElement|null} */ (this.holder.querySelector('[data-told]'))
      this.told = told
      told?.scrollIntoView({ block: 'nearest' })
    } else {
      const line = this.holder.querySelector('[data-failed]')
      if (line) {
        line.textContent = this.say('script.panel.failed')
        ;/** @type {HTMLElement} */ (line.closest('[hidden]') ?? line).hidden = false
      }
    }
    if (this.stale) {
      this.stale = false
      await this.refresh()
    }
  }

  /** What the last act led to stays until the next one, however often the panel is fetched; it is not said twice. */
  tellAgain() {
    if (!this.told || this.told.isConnected || this.holder.querySelector('[data-told]')) return
    this.told.removeAttribute('role')
    this.holder.prepend(this.told)
  }

  /** @param {string} html */
  show(html) {
    put(this.holder, html)
    this.dress()
  }

  dress() {
    const box = /** @type {HTMLInputElement|null} */ (this.holder.querySelector('#quick-keys'))
    if (box) box.checked = this.quickKeys()
    this.clock()
  }

  /** The time left runs on by itself between one piece and the next. */
  clock() {
    const line = /** @type {HTMLElement|null} */ (this.holder.querySelector('[data-ends]'))
    if (!line) return
    if (line.dataset.since === undefined) line.dataset.since = String(Date.now())
    const now = Number(line.dataset.now) + Date.now() - Number(line.dataset.since)
    const left = minutesLeft(Number(line.dataset.ends), now)
    const key = left === 0 ? 'script.time.over' : left === 1 ? 'script.time.one' : 'script.time.left'
    const words = this.say(key, { minutes: left })
    if (line.textContent !== words) line.textContent = words
    const bar = /** @type {HTMLProgressElement|null} */ (this.holder.querySelector('progress[data-time]'))
    if (bar) bar.value = Math.max(0, bar.max - left)
  }

  /** A copy beside the video, whole. @param {HTMLAnchorElement} link */
  picture(link) {
    const viewer = /** @type {HTMLElement} */ (document.getElementById('viewer'))
    const image = /** @type {HTMLImageElement} */ (viewer.querySelector('img'))
    const title = /** @type {HTMLElement} */ (viewer.querySelector('[data-part="title"]'))
    image.src = link.href
    image.alt = link.dataset.picture ?? ''
    title.textContent = link.dataset.picture ?? ''
    viewer.hidden = false
    const close = /** @type {HTMLButtonElement} */ (viewer.querySelector('button'))
    close.onclick = () => {
      viewer.hidden = true
      image.removeAttribute('src')
      link.isConnected ? link.focus() : this.holder.focus()
    }
    close.focus()
  }
}

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(name) ?? ''
  } catch {
    return ''
  }
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Nothing kept: the choice holds for this page.
  }
}
