/**
 * @param {string} line without its end
 * @returns {ServerLine}
 */
export function parse(line: string): ServerLine;
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 *
 * @typedef {{ word: 'LOBBY' | 'WHISPER' | 'NOTICE', time: string, nick: string, text: string }} MessageLine
 * @typedef {{ word: 'MISSED', count: number | null }} MissedLine `null`: nobody knows how many, nor whether any
 * @typedef {{ word: 'OK' | 'USER' | 'HELP', text: string }} TextLine
 * @typedef {{ word: 'ERR' | 'BYE', code: string, text: string }} CodeLine
 * @typedef {{ word: '', text: string }} UnknownLine
 * @typedef {MessageLine | MissedLine | TextLine | CodeLine | UnknownLine} ServerLine
 */
/** Longest line that is taken from a server, in bytes: far more than one that follows the protocol would send. */
export const MAX_SERVER_LINE: number;
/**
 * Makes lines of bytes, wherever these are split. A line ends in LF, and a CR before that belongs to the end; nothing
 * else ends one. What follows the last LF is no line.
 */
export class LineDecoder {
    /**
     * @param {Uint8Array} bytes kept until their line is whole
     * @returns {string[]} the lines that are whole now; bytes that are not UTF-8 became U+FFFD
     */
    push(bytes: Uint8Array): string[];
    #private;
}
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 */
export type MessageLine = {
    word: "LOBBY" | "WHISPER" | "NOTICE";
    time: string;
    nick: string;
    text: string;
};
/**
 * `null`: nobody knows how many, nor whether any
 */
export type MissedLine = {
    word: "MISSED";
    count: number | null;
};
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 */
export type TextLine = {
    word: "OK" | "USER" | "HELP";
    text: string;
};
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 */
export type CodeLine = {
    word: "ERR" | "BYE";
    code: string;
    text: string;
};
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 */
export type UnknownLine = {
    word: "";
    text: string;
};
/**
 * A line of the server's, taken apart. `word` is its first word; a word that is none of these is to be skipped.
 */
export type ServerLine = MessageLine | MissedLine | TextLine | CodeLine | UnknownLine;
