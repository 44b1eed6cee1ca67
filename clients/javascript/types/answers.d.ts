/**
 * What a session is given between the answers: a message, or the place of some that are gone.
 *
 * @typedef {object} Message
 * @property {'message'} type
 * @property {'lobby' | 'whisper' | 'notice'} kind
 * @property {string} time in the lobby the message's id, and a position; times sort as text
 * @property {string} nick may be empty
 * @property {string} text may be empty
 *
 * @typedef {{ type: 'missed', count: number | null }} Missed `null`: nobody knows how many, nor whether there were any
 * @typedef {Message | Missed} Item
 */
/**
 * @typedef {{ text: string, list: string[], messages: Message[] }} Answer the text of an `OK`, and what came with it
 *
 * @typedef {object} Kind
 * @property {boolean} [long] has many lines, and is late only when none of them comes for a while
 * @property {boolean} [holds] has messages of its own, which do not count as delivered
 *
 * @typedef {object} Pending
 * @property {boolean} long
 * @property {Item[] | null} held messages that may belong to the answer
 * @property {string[]} list
 * @property {number} from when the server could begin to answer
 * @property {(answer: Answer) => void} resolve
 * @property {(error: Error) => void} reject
 */
/** The answers that are due, in the order of their commands, and what is no part of them. */
export class Answers {
    /** @param {(item: Item) => void} deliver is given what came by itself, in order */
    constructor(deliver: (item: Item) => void);
    /** The one that comes next. */
    get next(): Pending | undefined;
    /**
     * A command is about to be sent.
     *
     * @param {Kind} [kind]
     * @returns {Promise<Answer>} rejects with `Refused`, or with what ended the session
     */
    expect({ long, holds }?: Kind): Promise<Answer>;
    /** @param {string} text of a line that belongs to the answer */
    listed(text: string): void;
    /** @param {Item} item */
    came(item: Item): void;
    /** @param {string} text */
    ok(text: string): void;
    /**
     * @param {string} code
     * @param {string} text
     */
    refused(code: string, text: string): void;
    /**
     * Nothing comes any more.
     *
     * @param {Error} error
     */
    lost(error: Error): void;
    #private;
}
/**
 * What a session is given between the answers: a message, or the place of some that are gone.
 */
export type Message = {
    type: "message";
    kind: "lobby" | "whisper" | "notice";
    /**
     * in the lobby the message's id, and a position; times sort as text
     */
    time: string;
    /**
     * may be empty
     */
    nick: string;
    /**
     * may be empty
     */
    text: string;
};
/**
 * `null`: nobody knows how many, nor whether there were any
 */
export type Missed = {
    type: "missed";
    count: number | null;
};
/**
 * What a session is given between the answers: a message, or the place of some that are gone.
 */
export type Item = Message | Missed;
/**
 * the text of an `OK`, and what came with it
 */
export type Answer = {
    text: string;
    list: string[];
    messages: Message[];
};
export type Kind = {
    /**
     * has many lines, and is late only when none of them comes for a while
     */
    long?: boolean | undefined;
    /**
     * has messages of its own, which do not count as delivered
     */
    holds?: boolean | undefined;
};
export type Pending = {
    long: boolean;
    /**
     * messages that may belong to the answer
     */
    held: Item[] | null;
    list: string[];
    /**
     * when the server could begin to answer
     */
    from: number;
    resolve: (answer: Answer) => void;
    reject: (error: Error) => void;
};
