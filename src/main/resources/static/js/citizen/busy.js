// @ts-check
/** Tries the page again when the time has come. What was sent is sent again by its sender alone. */

const told = document.getElementById('busy')
const again = document.getElementById('again')

if (told && again instanceof HTMLAnchorElement) {
  setTimeout(() => location.replace(again.href), Math.max(1, Number(told.dataset.seconds)) * 1000)
}
