// @ts-check
/** Jumps to a marker without leaving the page. Without this script the marker's link opens the film there. */

const tape = /** @type {HTMLVideoElement | null} */ (document.getElementById('tape'))

document.getElementById('marks')?.addEventListener('click', (event) => {
  const mark = /** @type {HTMLElement} */ (event.target).closest('[data-second]')
  if (!tape || !(mark instanceof HTMLElement)) return
  event.preventDefault()
  tape.currentTime = Number(mark.dataset.second)
  tape.play().catch(() => tape.focus())
})
