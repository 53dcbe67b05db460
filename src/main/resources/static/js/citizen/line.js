// @ts-check
/** Looks again at the place in line when it makes sense, and goes in when it is time. Without it there is a link. */

const line = document.getElementById('line')
const ahead = /** @type {HTMLElement | null | undefined} */ (line?.closest('[data-look]'))?.dataset

async function look() {
  if (!line || !ahead?.look || !ahead.next) return
  try {
    const answer = await fetch(ahead.look, {
      headers: { Accept: 'text/html', 'X-Requested-With': 'fetch' },
      redirect: 'manual',
    })
    // Where it leads, the window goes by itself: on a day like this no page is made twice.
    if (answer.type === 'opaqueredirect') {
      location.replace(ahead.next)
      return
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const now = page.getElementById('line')
    if (!answer.ok || !now) throw new Error('no line')
    // Said anew only when it changed: a screen reader need not hear the same every few seconds.
    if (now.textContent !== line.textContent) line.replaceChildren(...Array.from(now.childNodes))
    line.dataset.again = now.dataset.again
  } catch {
    // The place is kept; the next look may work.
  }
  again()
}

function again() {
  if (line) setTimeout(look, Math.max(2, Number(line.dataset.again)) * 1000 * (0.9 + Math.random() * 0.2))
}

again()
