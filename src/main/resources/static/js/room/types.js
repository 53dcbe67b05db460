// @ts-check
// What the socket says and hears, as described in docs/protocol/room.md. Types only: nothing runs here.

/**
 * @typedef {{entry: string, role: string, name: string, present: boolean, waitingSince?: string|null,
 *   admitted: boolean, inside?: boolean, out: boolean, acknowledged: boolean, refused?: boolean,
 *   sharesWith?: string|null, mic?: boolean, camera?: boolean, weak?: number|boolean|null,
 *   official: boolean}} Person
 *
 * @typedef {{entry: string, role: string, name: string, inside: boolean, out: boolean, admitted: boolean,
 *   acknowledged: boolean, official: boolean}} Me
 *
 * @typedef {{type: 'state', room: {status: string, title: string, startsAt: string, endsAt: string,
 *   openedAt?: string|null, recorded: boolean, cameraRequired: boolean, mediaReady: boolean, mediaWhy?: string|null},
 *   me: Me, people: Person[], queue?: {place: number, minutes: number}|null,
 *   office: {text: string, at: string}[], recording: {running: boolean, since?: string|null, broken?: unknown},
 *   outcome?: string|null}} State
 *
 * @typedef {{mid: string, participant: string, kind: string}} Stream
 * @typedef {{from: string, name: string, text: string, at?: string}} Line
 * @typedef {{type: string, [name: string]: any}} Message
 * @typedef {(message: Message) => void} Send
 */

export {}
