// @ts-check
/** The unit's queue: keys to move, open, take and search, which may be switched off, and a queue that renews itself. */

const SETTING = 'queue-keys'
const RENEW = 20_000

/** @returns {HTMLElement[]} the link of each row */
const links = () => Array.from(document.querySelectorAll('#queue a.open'))

/**
 * @param {number} current index of the row in focus, -1 for none
 * @param {number} step
 * @param {number} rows
 */
export const nextRow = (current, step, rows) =>
  rows === 0 ? -1 : Math.min(Math.max(current + step, 0), rows - 1)

/**
 * Arrows scroll the page unless a row has the focus.
 * @param {string} key
 * @param {boolean} onRow
 */
export const stepFor = (key, onRow) => {
  const step = { j: 1, k: -1 }[key.toLowerCase()]
  return step ?? (onRow ? { ArrowDown: 1, ArrowUp: -1 }[key] : undefined) ?? 0
}

const keysOn = () => {
  try {
    return localStorage.getItem(SETTING) !== 'off'
  } catch {
    return true
  }
}

function showKeys() {
  const keys = document.getElementById('keys')
  const turn = document.getElementById('keys-switch')
  if (!keys || !turn) return
  keys.hidden = false
  keys.querySelectorAll('[data-keys]').forEach((key) => key.toggleAttribute('hidden', !keysOn()))
  turn.textContent = (keysOn() ? turn.dataset.off : turn.dataset.on) ?? ''
}

document.getElementById('keys-switch')?.addEventListener('click', () => {
  try {
    localStorage.setItem(SETTING, keysOn() ? 'off' : 'on')
  } catch {
    return
  }
  showKeys()
})

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !keysOn()) return
  if (/** @type {HTMLElement} */ (event.target).matches('input, textarea, select')) return
  const all = links()
  const current = all.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
  const step = stepFor(event.key, current >= 0)
  if (step) {
    event.preventDefault()
    all[nextRow(current, step, all.length)]?.focus()
  } else if (event.key === '/') {
    event.preventDefault()
    document.getElementById('q')?.focus()
  } else if (event.key === 'c' && current >= 0) {
    const take = all[current]?.closest('tr')?.querySelector('[data-take]')
    if (take instanceof HTMLElement) take.click()
  } else if (event.key === 'z') {
    const undo = document.querySelector('[data-undo]')
    if (undo instanceof HTMLElement) undo.click()
  }
})

/** Never while somebody is on it with the keyboard. */
async function renew() {
  const queue = document.getElementById('queue')
  if (!queue || document.hidden || queue.contains(document.activeElement)) return
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!answer.ok || answer.redirected) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('queue')
  if (fresh && !queue.contains(document.activeElement)) queue.replaceChildren(...fresh.childNodes)
}

showKeys()
if (document.getElementById('queue')?.dataset.live === 'true') setInterval(() => renew().catch(() => undefined), RENEW)
