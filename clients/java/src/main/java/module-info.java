/**
 * A client for Parley, a chat server that speaks lines of text. {@link parley.client.Client} is where to begin; the layers below it,
 * a session on one connection and a codec without I/O, are open to whoever wants less.
 */
module parley.client {
    requires static transitive org.jspecify;

    exports parley.client;
    exports parley.client.codec;
    exports parley.client.error;
    exports parley.client.session;
}
