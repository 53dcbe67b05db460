// @ts-check
/** @import {Person, State} from './types.js' */

/** Who sits where: the official first for the parties, the delegator first for the official. */
const SEATS = {
  party: ['official', 'delegator', 'delegate', 'intermediary', 'interpreter', 'companion'],
  official: ['delegator', 'delegate', 'intermediary', 'interpreter', 'companion', 'official'],
}

/**
 * What this page should be showing.
 * @param {State} state
 * @returns {'waiting'|'notice'|'inside'|'out'|'suspended'|'over'}
 */
export function phase(state) {
  const { room, me } = state
  if (room.status === 'CLOSED' || room.status === 'CALLED_OFF') return 'over'
  if (me.official) return room.status === 'OPEN' ? 'inside' : room.status === 'SUSPENDED' ? 'suspended' : 'waiting'
  if (room.recorded && !me.acknowledged) return 'notice'
  if (!me.admitted) return 'waiting'
  if (room.status !== 'OPEN') return 'suspended'
  return me.out ? 'out' : 'inside'
}

/** Who is expected has a place before they come, so that nobody's place moves when they do. */
const EXPECTED = ['official', 'delegator', 'delegate', 'intermediary']

/**
 * The places on the stage. A place, once given, is kept for the whole meeting: tiles never swap. Who shares a device
 * shares its place.
 * @param {string[]} known places given so far, by entry
 * @param {Person[]} people
 * @param {{entry: string, official: boolean}} me
 * @returns {string[]}
 */
export function places(known, people, me) {
  const order = me.official ? SEATS.official : SEATS.party
  const rank = (/** @type {Person} */ person) =>
    (EXPECTED.includes(person.role) ? 0 : 200) +
    (person.entry === me.entry ? 100 : 0) +
    (order.indexOf(person.role) + 1 || 50)
  const newcomers = people
    .filter(person => person.admitted || EXPECTED.includes(person.role))
    .filter(person => !person.sharesWith && !known.includes(person.entry))
    .sort((one, other) => rank(one) - rank(other))
    .map(person => person.entry)
  const kept = known.filter(entry => people.some(person => person.entry === entry && !person.sharesWith))
  return [...kept, ...newcomers]
}

/**
 * The people sitting at one place: the owner of the device, then who shares it.
 * @param {string} entry
 * @param {Person[]} people
 */
export function at(entry, people) {
  return people.filter(
    person => person.entry === entry || (person.sharesWith === entry && (person.admitted || person.official)),
  )
}

/**
 * Who went and who came back since the last picture of the room, to be said once.
 * @param {Person[]} before
 * @param {Person[]} after
 * @param {string} me
 * @returns {{name: string, what: 'left'|'back'|'joined'|'out'|'in'}[]}
 */
export function changes(before, after, me) {
  /** @type {{name: string, what: 'left'|'back'|'joined'|'out'|'in'}[]} */
  const told = []
  for (const now of after) {
    const then = before.find(person => person.entry === now.entry)
    if (now.entry === me || now.sharesWith) continue
    if (!now.admitted && !now.official) continue
    if (!then || (!then.admitted && !then.official)) {
      if (now.present) told.push({ name: now.name, what: 'joined' })
    } else if (then.out !== now.out) told.push({ name: now.name, what: now.out ? 'out' : 'in' })
    else if (then.present !== now.present) told.push({ name: now.name, what: now.present ? 'back' : 'left' })
  }
  return told
}

/**
 * @param {State} state
 * @returns {'running'|'broken'|'starting'|'none'}
 */
export function recordingSign(state) {
  if (!state.room.recorded) return 'none'
  if (state.recording.running) return 'running'
  return state.recording.broken || state.recording.since ? 'broken' : 'starting'
}

/**
 * What stands for a face while there is no picture: the first letters of the first and the last name.
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return letters.map(word => [...word][0].toLocaleUpperCase()).join('')
}

/**
 * `08:42`, or `1:02:07` after an hour.
 * @param {string|null|undefined} since
 * @param {number} now milliseconds
 */
export function elapsed(since, now) {
  if (!since) return ''
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000))
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours ? `${hours}:${rest}` : rest
}

/**
 * Who must step aside although this device stays in the room: the moment alone on a shared device.
 * @param {State} state
 * @returns {Person[]}
 */
export function stepAside(state) {
  if (state.me.out || state.me.official) return []
  return at(state.me.entry, state.people).filter(person => person.out)
}
