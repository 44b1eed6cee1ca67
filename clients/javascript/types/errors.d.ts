/** What all errors of this library have in common. */
export class ParleyError extends Error {
    /**
     * @param {string} message for people
     * @param {ErrorOptions} [options]
     */
    constructor(message: string, options?: ErrorOptions);
}
/** The server answered `ERR`: nothing was done, and the session goes on. */
export class Refused extends ParleyError {
    /**
     * @param {string} code for programs, such as `no-such-user`; there may be codes that no page tells of yet
     * @param {string} text for people
     */
    constructor(code: string, text: string);
    code: string;
    text: string;
}
/** The server ended the session, and said why. */
export class Bye extends ParleyError {
    /**
     * @param {string} code for programs, such as `shutdown`
     * @param {string} text for people
     */
    constructor(code: string, text: string);
    code: string;
    text: string;
}
/** The connection broke, or was closed. Whatever was sent and not answered may have been done, or not. */
export class ConnectionLost extends ParleyError {
}
/** Something took too long. What was sent and not answered may have been done, or not. */
export class Timeout extends ParleyError {
}
/** The caller is wrong: nothing was sent. */
export class InvalidArgument extends ParleyError {
}
