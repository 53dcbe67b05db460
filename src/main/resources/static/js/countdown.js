/**
 * How long a chosen hour is still kept, counted beside the words that say until when. Without script the words remain.
 */

const LATE = 120

/**
 * @param {number} seconds
 * @returns {string} `9:05`
 */
export function clock(seconds) {
  const left = Math.max(0, Math.ceil(seconds))
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

/** @param {HTMLElement} place */
function count(place) {
  const { seconds, left = '', soon = '', over = '' } = place.dataset
  const end = Date.now() + Number(seconds) * 1000
  const aloud = document.createElement('span')
  aloud.className = 'visually-hidden'
  aloud.setAttribute('role', 'status')
  place.after(aloud)
  place.setAttribute('aria-hidden', 'true')
  const timer = setInterval(show, 1000)
  show()

  function show() {
    const now = (end - Date.now()) / 1000
    place.textContent = now > 0 ? left.replace('{left}', clock(now)) : over
    place.classList.toggle('is-late', now <= LATE)
    place.classList.toggle('is-warn', now <= LATE)
    if (now <= 0) clearInterval(timer)
    say(now <= 0 ? over : now <= LATE ? soon : '')
  }

  /** @param {string} words said once, when they change */
  function say(words) {
    if (aloud.textContent !== words) aloud.textContent = words
  }
}

for (const place of document.querySelectorAll('[data-seconds]')) count(/** @type {HTMLElement} */ (place))
