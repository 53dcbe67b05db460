// @ts-check
import { at, elapsed, initials } from './people.js'
/** @import {Line, Person} from './types.js' */
/** @import {Talk} from './text.js' */

const NOTICE_STAYS = 7000

/** @param {string} id */
const find = id => /** @type {HTMLElement} */ (document.getElementById(id))

/** The stage, its controls and sheets: nothing else touches them. */
export class View {
  /** @param {{say: (key: string, named?: Record<string, string|number>) => string}} wiring */
  constructor({ say }) {
    this.say = say
    this.room = find('room')
    this.tiles = find('tiles')
    this.pattern = /** @type {HTMLTemplateElement} */ (find('tile'))
    this.screen = find('screen')
    /** @type {Map<string, HTMLElement>} */
    this.byEntry = new Map()
    this.recordingSince = /** @type {string|null} */ (null)
    this.noticeTimer = /** @type {ReturnType<typeof setTimeout>|undefined} */ (undefined)
    this.standing = ''
    setInterval(() => this.tickRecording(), 1000)
    for (const key of document.querySelectorAll('[data-opens]')) {
      key.addEventListener('click', () => this.toggleSheet(/** @type {HTMLElement} */ (key)))
    }
    for (const close of document.querySelectorAll('[data-closes]')) {
      close.addEventListener('click', () => this.closeSheets())
    }
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.closeSheets()
    })
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  on(name, act) {
    for (const button of document.querySelectorAll(`[data-does="${name}"]`)) button.addEventListener('click', act)
  }

  // --- sheets ---------------------------------------------------------------------------------

  /** @param {HTMLElement} key */
  toggleSheet(key) {
    const sheet = find(/** @type {string} */ (key.dataset.opens))
    const open = !sheet.classList.contains('is-open')
    this.closeSheets(false)
    if (!open) return
    sheet.classList.add('is-open')
    key.setAttribute('aria-expanded', 'true')
    this.opener = key
    const first = /** @type {HTMLElement|null} */ (sheet.querySelector('[data-first]'))
    ;(first ?? sheet).focus()
  }

  closeSheets(giveBack = true) {
    const open = document.querySelector('.sheet.is-open')
    if (!open) return
    const hadFocus = open.contains(document.activeElement)
    open.classList.remove('is-open')
    this.opener?.setAttribute('aria-expanded', 'false')
    if (giveBack && hadFocus) this.opener?.focus()
  }

  // --- tiles ----------------------------------------------------------------------------------

  /**
   * @param {string[]} places
   * @param {Person[]} people
   * @param {{entry: string}} me
   */
  people(places, people, me) {
    for (const [entry, tile] of this.byEntry) {
      if (!places.includes(entry)) {
        tile.remove()
        this.byEntry.delete(entry)
      }
    }
    for (const entry of places) {
      const tile = this.byEntry.get(entry) ?? this.newTile(entry, entry === me.entry)
      this.dress(tile, at(entry, people), entry === me.entry)
    }
    this.tiles.dataset.count = String(places.length)
  }

  /** @param {string} entry @param {boolean} mine */
  newTile(entry, mine) {
    const tile = /** @type {HTMLElement} */ (
      /** @type {DocumentFragment} */ (this.pattern.content.cloneNode(true)).querySelector('.tile')
    )
    tile.dataset.entry = entry
    tile.classList.toggle('is-me', mine)
    const video = /** @type {HTMLVideoElement} */ (tile.querySelector('video'))
    video.muted = mine
    this.byEntry.set(entry, tile)
    this.tiles.append(tile)
    return tile
  }

  /** @param {HTMLElement} tile @param {Person[]} sitting @param {boolean} mine */
  dress(tile, sitting, mine) {
    const owner = sitting[0]
    if (!owner) return
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (tile.querySelector(`[data-part="${name}"]`))
    const names = sitting.map(person => (mine && person === owner ? this.say('script.you') : person.name))
    const roles = sitting.map(person => this.say(`script.role.${person.role}`))
    put(part('name'), names.join(` ${this.say('script.and')} `))
    put(part('role'), mine && sitting.length === 1 && !owner.official ? '' : `· ${roles.join(', ')}`)
    const coming = !owner.admitted && !owner.official
    const absent = coming
      ? 'script.tile.coming'
      : sitting.every(person => person.out)
        ? 'script.tile.out'
        : !owner.present && !mine
          ? 'script.tile.away'
          : ''
    put(part('absent'), absent ? this.say(absent, { name: owner.name }) : '')
    tile.classList.toggle('is-away', absent !== '')
    put(part('initials'), initials(owner.name))
    part('muted').hidden = owner.mic !== false || absent !== ''
    part('dark').hidden = owner.camera !== false || absent !== ''
    tile.classList.toggle('is-dark', owner.camera === false && absent === '')
    part('weak').hidden = !owner.weak || absent !== ''
    tile.querySelector('video')?.setAttribute('aria-label', this.say('script.tile.video', { name: names.join(', ') }))
  }

  /**
   * @param {string} entry
   * @param {MediaStreamTrack[]} tracks
   * @param {() => void} blocked called when the browser wants a touch before it plays sound
   */
  play(entry, tracks, blocked = () => {}) {
    const video = this.byEntry.get(entry)?.querySelector('video')
    if (!video) return false
    const shown = /** @type {MediaStream|null} */ (video.srcObject)
    const same = shown && shown.getTracks().length === tracks.length && tracks.every(t => shown.getTracks().includes(t))
    if (same) return true
    if (shown && tracks.some(track => shown.getTracks().includes(track))) {
      // A camera that comes or goes does not interrupt the voice.
      for (const old of shown.getTracks()) if (!tracks.includes(old)) shown.removeTrack(old)
      for (const track of tracks) if (!shown.getTracks().includes(track)) shown.addTrack(track)
    } else video.srcObject = tracks.length ? new MediaStream(tracks) : null
    if (tracks.length) video.play().catch(error => error.name === 'NotAllowedError' && blocked())
    return true
  }

  /** Plays again what the browser had held back. */
  unblock() {
    for (const tile of this.byEntry.values()) tile.querySelector('video')?.play().catch(() => {})
  }

  /** Stops showing whoever is not this page. @param {string} me */
  darken(me) {
    for (const [entry, tile] of this.byEntry) {
      const video = tile.querySelector('video')
      if (entry !== me && video) video.srcObject = null
    }
  }

  /** @param {Map<string, number>} loudness */
  talking(loudness) {
    for (const [entry, tile] of this.byEntry) {
      const talks = (loudness.get(entry) ?? 0) > 0.02
      tile.classList.toggle('talks', talks)
      put(/** @type {HTMLElement} */ (tile.querySelector('[data-part="talks"]')), talks ? this.say('script.tile.talks') : '')
    }
  }

  // --- signs ----------------------------------------------------------------------------------

  /** @param {'running'|'broken'|'starting'|'none'} sign @param {string|null|undefined} since */
  recording(sign, since) {
    const mark = find('recording')
    mark.hidden = sign === 'none'
    mark.dataset.sign = sign
    put(/** @type {HTMLElement} */ (mark.querySelector('[data-part="word"]')), this.say(`script.recording.${sign}`))
    this.recordingSince = sign === 'running' ? (since ?? null) : null
    this.tickRecording()
  }

  tickRecording() {
    const time = document.querySelector('#recording time')
    if (time) put(/** @type {HTMLElement} */ (time), elapsed(this.recordingSince, Date.now()))
  }

  /** A quiet word that goes by itself. @param {string} text */
  notice(text) {
    put(find('notice-text'), text)
    find('notice').hidden = text === ''
    clearTimeout(this.noticeTimer)
    this.noticeTimer = setTimeout(() => this.stand(this.standing, true), NOTICE_STAYS)
  }

  /** A word that stays until it is no longer true. @param {string} text */
  stand(text, again = false) {
    if (text === this.standing && !again) return
    this.standing = text
    clearTimeout(this.noticeTimer)
    put(find('notice-text'), text)
    find('notice').hidden = text === ''
  }

  /** The connection to the server. @param {boolean} up */
  link(up) {
    find('link').hidden = up
  }

  /** @param {'mic'|'camera'} device @param {boolean} on */
  device(device, on) {
    const key = find(`key-${device}`)
    key.classList.toggle('off', !on)
    key.setAttribute('aria-pressed', String(on))
    put(/** @type {HTMLElement} */ (key.querySelector('[data-part="word"]')), this.say(`script.key.${device}.${on ? 'on' : 'off'}`))
  }

  /**
   * A whole-stage word: put out, suspended, a device that does not open. Null shows the people.
   * @param {string|null} name
   * @param {Record<string, string>} named
   */
  show(name, named = {}) {
    const changed = this.screen.dataset.screen !== (name ?? '')
    this.screen.dataset.screen = name ?? ''
    this.room.dataset.screen = name ?? ''
    this.screen.hidden = name === null
    this.tiles.hidden = name !== null
    if (name === null) return
    put(find('screen-title'), this.say(`script.screen.${name}.title`, named))
    put(find('screen-text'), this.say(`script.screen.${name}.text`, named))
    for (const action of this.screen.querySelectorAll('[data-on]')) {
      const on = (/** @type {HTMLElement} */ (action).dataset.on ?? '').split(' ')
      ;/** @type {HTMLElement} */ (action).hidden = !on.some(each => name === each || name.startsWith(each + '-'))
    }
    if (changed) this.screen.focus()
  }

  // --- text -----------------------------------------------------------------------------------

  /** @param {Talk} talk @param {string} me @param {Line|null} latest */
  talk(talk, me, latest) {
    const list = find('said')
    const shown = list.children.length
    for (const line of talk.lines.slice(shown)) list.append(this.line(line, line.from === me))
    if (talk.lines.length < shown) {
      list.replaceChildren(...talk.lines.map(line => this.line(line, line.from === me)))
    }
    find('saying').replaceChildren(
      ...talk.live.filter(line => line.from !== me).map(line => this.line(line, false, 'script.text.typing')),
    )
    const box = find('said-box')
    box.scrollTop = box.scrollHeight
    find('heard').hidden = latest === null
    if (latest) {
      put(find('heard-name'), `${latest.from === me ? this.say('script.you') : latest.name}:`)
      put(find('heard-text'), latest.text)
    }
  }

  /** @param {Line} line @param {boolean} mine @param {string} [how] */
  line(line, mine, how) {
    const item = document.createElement('li')
    const name = document.createElement('b')
    item.classList.toggle('me', mine)
    name.textContent = mine ? this.say('script.you') : how ? this.say(how, { name: line.name }) : line.name
    item.append(name, document.createTextNode(line.text))
    return item
  }

  /** @param {{typed: (text: string) => void, sent: (text: string) => void}} act */
  onWriting({ typed, sent }) {
    const input = /** @type {HTMLInputElement} */ (find('write'))
    input.addEventListener('input', () => typed(input.value))
    const form = /** @type {HTMLFormElement} */ (input.form)
    form.addEventListener('submit', event => {
      event.preventDefault()
      if (input.value.trim()) sent(input.value.trim())
      input.value = ''
    })
  }

  /** Who is not inside writes to nobody. @param {boolean} may */
  mayWrite(may) {
    /** @type {HTMLInputElement} */ (find('write')).disabled = !may
  }

  // --- devices --------------------------------------------------------------------------------

  /**
   * @param {{audio: MediaDeviceInfo[], video: MediaDeviceInfo[], speaker: MediaDeviceInfo[]}} found
   * @param {{audio?: string, video?: string, speaker?: string}} used
   */
  devices(found, used) {
    for (const kind of /** @type {('audio'|'video'|'speaker')[]} */ (['audio', 'video', 'speaker'])) {
      const select = /** @type {HTMLSelectElement|null} */ (document.getElementById(`device-${kind}`))
      if (!select) continue
      select.replaceChildren(
        ...found[kind].map((device, index) => {
          const name = device.label || this.say(`script.device.${kind}`, { number: index + 1 })
          return new Option(name, device.deviceId, false, device.deviceId === used[kind])
        }),
      )
      const field = /** @type {HTMLElement} */ (select.closest('[data-field]'))
      field.hidden = found[kind].length === 0
    }
  }

  /** @param {(kind: 'audio'|'video'|'speaker', id: string) => void} act */
  onDevice(act) {
    for (const kind of /** @type {('audio'|'video'|'speaker')[]} */ (['audio', 'video', 'speaker'])) {
      const select = /** @type {HTMLSelectElement|null} */ (document.getElementById(`device-${kind}`))
      select?.addEventListener('change', () => act(kind, select.value))
    }
  }

  /** @param {string} speaker */
  speaker(speaker) {
    for (const tile of this.byEntry.values()) {
      const video = /** @type {any} */ (tile.querySelector('video'))
      video?.setSinkId?.(speaker).catch(() => {})
    }
  }
}

/** Writes only what changed, so that a live region speaks once. @param {HTMLElement} element @param {string} text */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text
}
