// @ts-check
/** The official's desk: keys to move and act, and a day that renews itself while it is looked at. */

const day = document.getElementById('day')

/** @returns {HTMLElement[]} one focusable action per row, the first on each */
const actions = () =>
  Array.from(document.querySelectorAll('#day tbody tr'), (row) => /** @type {HTMLElement} */ (row.querySelector('.act .btn')))

/**
 * @param {number} current index of the row in focus, -1 for none
 * @param {number} step
 * @param {number} rows
 */
export const nextRow = (current, step, rows) =>
  rows === 0 ? -1 : Math.min(Math.max(current + step, 0), rows - 1)

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || /** @type {HTMLElement} */ (event.target).matches('input, textarea, select')) return
  const step = { j: 1, k: -1 }[event.key.toLowerCase()]
  if (!step) return
  const all = actions()
  const current = all.findIndex((action) => action.closest('tr')?.contains(document.activeElement))
  all[nextRow(current, step, all.length)]?.focus()
})

/** Only the part that changed is replaced, and never while somebody is on it with the keyboard. */
async function renew() {
  if (!day || document.hidden || day.contains(document.activeElement)) return
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!answer.ok || answer.redirected) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('day')
  if (fresh) day.replaceChildren(...fresh.childNodes)
}

if (day?.dataset.live === 'true') setInterval(() => renew().catch(() => undefined), 5000)
