/**
 * @param {string} name
 * @returns {string} the name as the server will have it
 */
export function checkNick(name: string): string;
/**
 * @param {string} nick
 * @param {string} [token] that `token` answered to the session that had the name before
 */
export function login(nick: string, token?: string): string;
/** @param {string} text */
export function pub(text: string): string;
/**
 * @param {string} key
 * @param {string} text
 */
export function once(key: string, text: string): string;
/**
 * @param {string} nick of anybody, also of who is there without Parley, whose name may be any word
 * @param {string} text
 */
export function to(nick: string, text: string): string;
/** @param {number} count */
export function history(count: number): string;
/** @param {string} words */
export function search(words: string): string;
/** @param {string} time */
export function since(time: string): string;
/** @param {string} time a position: of a message of the lobby, or what `mark` answered */
export function checkTime(time: string): string;
/** @param {string} key */
export function checkKey(key: string): string;
/** @param {string} token */
export function checkToken(token: string): string;
/**
 * Any line that gets one answer.
 *
 * @param {string} text
 */
export function command(text: string): string;
