// @ts-check

/** Asks the server for a piece of a page instead of the whole. */
const PIECE = { 'X-Fragment': '1' }

/**
 * @param {string} address
 * @returns {Promise<{status: 'piece', html: string}|{status: 'changed'}|{status: 'failed'}>} `changed`: the page to
 *   show is another one, load it whole
 */
export async function fetchPiece(address) {
  try {
    const answer = await fetch(address, { headers: PIECE, credentials: 'same-origin' })
    if (answer.redirected || answer.status === 204 || answer.status === 404) return { status: 'changed' }
    if (!answer.ok) return { status: 'failed' }
    return { status: 'piece', html: await answer.text() }
  } catch {
    return { status: 'failed' }
  }
}

/**
 * Posts a form as the browser would, telling how far an upload is.
 * @param {HTMLFormElement} form
 * @param {HTMLElement|null} submitter
 * @param {(share: number) => void} progress
 * @returns {Promise<{status: 'piece', html: string}|{status: 'moved', to: string}|{status: 'failed', code: number}>}
 */
export function post(form, submitter, progress = () => {}) {
  const content = new FormData(form)
  const button = /** @type {HTMLButtonElement|null} */ (submitter)
  if (button?.name) content.set(button.name, button.value)
  const upload = form.enctype === 'multipart/form-data'
  const address = button?.hasAttribute('formaction') ? button.formAction : form.action
  return new Promise(done => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('X-Fragment', '1')
    request.upload.onprogress = event => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = () => done({ status: 'failed', code: 0 })
    request.onload = () => {
      const moved = request.getResponseHeader('X-Moved-To')
      if (moved) done({ status: 'moved', to: moved })
      else if (request.status === 200 || request.status === 422) done({ status: 'piece', html: request.responseText })
      else done({ status: 'failed', code: request.status })
    }
    request.send(upload ? content : new URLSearchParams(/** @type {any} */ (content)))
  })
}

/**
 * Puts a new piece in place of the old without taking anything from the person: what was typed, what was unfolded,
 * where the focus was.
 * @param {HTMLElement} holder
 * @param {string} html
 */
export function put(holder, html) {
  if (holder.dataset.shown === html) return
  const focused = /** @type {HTMLElement|null} */ (holder.contains(document.activeElement) ? document.activeElement : null)
  const focusId = focused?.id ?? ''
  /** @type {[number|null, number|null]|null} */
  let caret = null
  if (focused instanceof HTMLTextAreaElement || (focused instanceof HTMLInputElement && focused.type === 'text')) {
    caret = [focused.selectionStart, focused.selectionEnd]
  }
  const typed = new Map()
  for (const field of holder.querySelectorAll('input[id], textarea[id], select[id]')) {
    const input = /** @type {HTMLInputElement} */ (field)
    if (input.type === 'hidden' || input.type === 'file') continue
    if (input.type === 'checkbox' || input.type === 'radio') continue
    if (input.value !== input.defaultValue && !(field instanceof HTMLSelectElement)) typed.set(input.id, input.value)
  }
  const folds = new Map()
  for (const fold of holder.querySelectorAll('details[id]')) {
    folds.set(fold.id, /** @type {HTMLDetailsElement} */ (fold).open)
  }
  const scroll = holder.scrollTop

  holder.innerHTML = html
  holder.dataset.shown = html

  for (const [id, value] of typed) {
    const input = /** @type {HTMLInputElement|null} */ (holder.querySelector(`#${CSS.escape(id)}`))
    if (input) input.value = value
  }
  for (const [id, open] of folds) {
    const fold = /** @type {HTMLDetailsElement|null} */ (holder.querySelector(`details#${CSS.escape(id)}`))
    if (fold) fold.open = open
  }
  holder.scrollTop = scroll
  if (focused) {
    const again = /** @type {HTMLElement|null} */ (focusId ? holder.querySelector(`#${CSS.escape(focusId)}`) : null)
    const landing = again ?? /** @type {HTMLElement|null} */ (holder.querySelector('[data-focus-after]')) ?? holder
    landing.focus({ preventScroll: again !== null })
    if (caret && (again instanceof HTMLTextAreaElement || again instanceof HTMLInputElement)) {
      again.setSelectionRange(caret[0], caret[1])
    }
  }
}

/** What a form had typed is spent once it was sent. @param {HTMLFormElement} form */
export function spend(form) {
  form.reset()
}
