// @ts-check
import { fetchPiece, post, put } from './fragment.js'

/** Pictures from a telephone are larger than an official needs: the longest side is brought to this. */
export const LONGEST_SIDE = 2400

/**
 * The refusals a page can tell before sending anything. The server checks again, by content.
 * @param {{size: number}} file
 * @param {number} mostBytes
 * @returns {'empty'|'too-large'|null}
 */
export function unfit(file, mostBytes) {
  if (file.size === 0) return 'empty'
  return file.size > mostBytes ? 'too-large' : null
}

const AFTER_FOCUS = 3000

/** @param {EventTarget|null} target */
const isFile = target => target instanceof HTMLInputElement && target.type === 'file'

/** @param {number} share 0 to 1 @returns {number} whole per cent, never 100 before the server answered */
export function percent(share) {
  return Math.min(99, Math.max(0, Math.floor(share * 100)))
}

/**
 * The papers of one party: the list comes from the server, a chosen file leaves at once with its progress.
 */
export class Papers {
  /**
   * @param {HTMLElement} holder
   * @param {{address: string, mostBytes: number, say: (key: string, named?: Record<string, string|number>) => string,
   *   changed: (asked: string) => void, told: (text: string) => void}} wiring
   */
  constructor(holder, { address, mostBytes, say, changed, told }) {
    this.holder = holder
    this.address = address
    this.mostBytes = mostBytes
    this.say = say
    this.changed = changed
    this.told = told
    this.sending = false
    this.choosing = false
    this.stale = false
    holder.addEventListener('click', event => {
      if (isFile(event.target)) this.choosing = true
    })
    holder.addEventListener('cancel', event => {
      if (isFile(event.target)) this.chosen()
    })
    // A browser that does not tell of a cancelled choice gives the page its focus back: a photo may still follow.
    window.addEventListener('focus', () => setTimeout(() => this.chosen(), AFTER_FOCUS))
    holder.addEventListener('change', event => {
      const input = /** @type {HTMLInputElement} */ (event.target)
      if (!isFile(input)) return
      if (input.files?.length && input.form) this.send(input.form, input).then(() => this.chosen())
      else this.chosen()
    })
    holder.addEventListener('submit', event => event.preventDefault())
    this.tell()
  }

  /** A list drawn anew while somebody takes a photo would lose it: it waits until they are back. */
  chosen() {
    this.choosing = false
    if (!this.stale || this.sending) return
    this.stale = false
    void this.refresh()
  }

  async refresh() {
    if (this.sending || this.choosing) {
      this.stale = true
      return
    }
    const answer = await fetchPiece(this.address)
    if (this.sending || this.choosing) {
      this.stale = true
      return
    }
    if (answer.status === 'piece') {
      put(this.holder, answer.html)
      this.tell()
    }
  }

  /** @param {HTMLFormElement} form @param {HTMLInputElement} input */
  async send(form, input) {
    const file = /** @type {File} */ (input.files?.[0])
    const word = /** @type {HTMLElement|null} */ (form.querySelector('[data-progress]'))
    const show = (/** @type {string} */ text) => {
      if (word) word.textContent = text
    }
    const wrong = unfit(file, this.mostBytes)
    if (wrong) {
      show(this.say(`script.paper.${wrong}`, { most: Math.floor(this.mostBytes / 1_000_000) }))
      input.value = ''
      return
    }
    this.sending = true
    show(this.say('script.paper.sending', { percent: 0 }))
    const answer = await post(form, null, share => show(this.say('script.paper.sending', { percent: percent(share) })))
    this.sending = false
    input.value = ''
    if (answer.status === 'piece') {
      put(this.holder, answer.html)
      this.tell()
      const result = /** @type {HTMLElement|null} */ (this.holder.querySelector('[data-result]'))
      if (result?.dataset.result === 'sent') this.told(result.textContent ?? '')
      else result?.focus()
    } else {
      const tooLarge = answer.status === 'failed' && answer.code === 413
      show(this.say(tooLarge ? 'script.paper.too-large' : 'script.paper.failed', {
        most: Math.floor(this.mostBytes / 1_000_000),
      }))
    }
  }

  tell() {
    const asked = /** @type {HTMLElement|null} */ (this.holder.querySelector('[data-asked]'))
    this.changed(asked?.dataset.asked ?? '')
  }
}
