/*
 * A client for Parley, a chat server that speaks lines of text.
 *
 * Three layers, each usable alone:
 *
 *   codec    bytes to lines to values, and checked lines to bytes. No I/O.
 *   session  one connection: which answer belongs to which command, what came by itself, silence. No I/O either: it is fed with what
 *            was read, says what to write, and is told the time.
 *   client   POSIX sockets, TLS where it was built in, several addresses: comes back by itself, and neither loses nor repeats anything.
 *
 * Nothing here knows threads: an object is used by one thread at a time. Texts are UTF-8 and end in NUL. Times are milliseconds; a
 * timeout of -1 means as long as it takes. What a call gives by pointer stays valid as its comment says, and no longer.
 */
#ifndef PARLEY_H
#define PARLEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PARLEY_PORT 7070
/* Bytes of a client's line: one more without an end, and the server ends the session. What it takes is its --max-line. */
#define PARLEY_MAX_SENT 65535
/* Bytes of a server's line at which it is taken for none. */
#define PARLEY_MAX_RECEIVED (4 * 1024 * 1024)
/* With the NUL. */
#define PARLEY_TIME_SIZE 28
#define PARLEY_NICK_SIZE 256
#define PARLEY_KEY_SIZE 65
#define PARLEY_TOKEN_SIZE 65
/* The position before everything. */
#define PARLEY_FIRST_TIME "1970-01-01T00:00:00.000000Z"

/* --- errors --- */

typedef enum {
    PARLEY_OK = 0,
    PARLEY_REFUSED,          /* the server answered ERR: it was not done, and the session goes on */
    PARLEY_BYE,              /* the server ended the session and says why */
    PARLEY_CONNECTION_LOST,  /* or closed: of what was asked and not answered nobody knows whether it was done */
    PARLEY_INVALID_ARGUMENT, /* nothing was sent */
    PARLEY_TIMEOUT,          /* longer than was allowed; what was sent may have been done, or may be done yet */
    PARLEY_NO_MEMORY,
    PARLEY_NO_TLS /* TLS is not built in */
} parley_status;

typedef struct {
    parley_status status;
    char code[32];  /* of PARLEY_REFUSED and PARLEY_BYE, for programs */
    char text[256]; /* for people */
} parley_error;

/* --- values --- */

typedef enum { PARLEY_LOBBY, PARLEY_WHISPER, PARLEY_NOTICE } parley_kind;

typedef struct {
    parley_kind kind;
    const char *time; /* in the lobby and of announcements the message's id, and a position; times sort as text */
    const char *nick;
    const char *text;
    bool mine; /* said under a name of one's own */
} parley_message;

/* --- codec --- */

typedef enum {
    PARLEY_LINE_OK,
    PARLEY_LINE_ERR,
    PARLEY_LINE_BYE,
    PARLEY_LINE_MESSAGE,
    PARLEY_LINE_MISSED,
    PARLEY_LINE_USER,
    PARLEY_LINE_HELP,
    PARLEY_LINE_UNKNOWN /* to be skipped */
} parley_line_type;

typedef struct {
    parley_line_type type;
    parley_message message;
    long long missed; /* of PARLEY_LINE_MISSED: how many, or -1 where nobody knows */
    const char *code; /* of PARLEY_LINE_ERR and _BYE */
    const char *text; /* of the others but messages: what stands behind the first word; of an unknown one all */
} parley_line;

/* Puts lines together from bytes. Only LF ends a line; a CR before it belongs to the end. */
typedef struct parley_decoder parley_decoder;

parley_decoder *parley_decoder_new(void);
void parley_decoder_free(parley_decoder *decoder);
/* PARLEY_CONNECTION_LOST: what comes is no line. PARLEY_NO_MEMORY: nothing was taken. */
parley_status parley_decoder_feed(parley_decoder *decoder, const void *data, size_t size);
/* The next line that is complete, without its end, or NULL. Valid, and to be changed at will, until the next feed. */
char *parley_decoder_next(parley_decoder *decoder);

/* Takes a line apart, in place: what it gives points into the line. */
parley_line parley_parse(char *line);

/* Whether an argument would do. A text: not blank, no line break nor NUL, UTF-8. A nick: one word that shows. */
bool parley_is_text(const char *text);
bool parley_is_nick(const char *nick);
bool parley_is_key(const char *key);
bool parley_is_time(const char *time);
bool parley_is_token(const char *token);

/*
 * Writes a command with its end, as verb and up to two arguments with a space between: ("once", key, text), ("to", nick, text),
 * ("pub", text, NULL). To be freed by free(). NULL: its status says why.
 */
char *parley_command(const char *verb, const char *first, const char *second, parley_status *status);

/* --- session --- */

typedef struct parley_session parley_session;

typedef enum {
    PARLEY_ANSWER_LISTED,   /* USER and HELP lines; messages come by themselves */
    PARLEY_ANSWER_MESSAGES, /* as many messages as its OK says, right before it: history, search */
    PARLEY_ANSWER_DELIVERED /* messages, which are given like those that come by themselves: pull, live, since */
} parley_answer;

typedef enum {
    PARLEY_NOTHING, /* more has to be fed first */
    PARLEY_GREETED,
    PARLEY_PUSHED,   /* a message or PARLEY_LINE_MISSED, in `line` */
    PARLEY_ANSWERED, /* a command, by OK or ERR in `line`; what belongs to it stands in `lines` */
    PARLEY_ENDED     /* for `error`; nothing follows, and what was not answered will not be */
} parley_happening_type;

typedef struct {
    parley_happening_type type;
    unsigned id;
    parley_line line;
    const parley_line *lines;
    size_t count;
    parley_error error;
} parley_happening;

/* `now` is of any clock that only goes forward. An answer missing for `patience` ends it; after `silence` it pings. */
parley_session *parley_session_new(int64_t now, int patience, int silence);
void parley_session_free(parley_session *session);

/* What was read, and that nothing more will be. */
void parley_session_feed(parley_session *session, const void *data, size_t size, int64_t now);
void parley_session_lost(parley_session *session, const char *why);
/* What happened next. What it points to is valid until the next call of any function with this session. */
parley_happening parley_session_next(parley_session *session);

/* What is to be written; NULL if nothing is. */
const char *parley_session_output(const parley_session *session, size_t *size);
void parley_session_written(parley_session *session, size_t size);

/* When to call tick at the latest, and calling it. Call `resumed` before reading goes on where it paused: the server is not to blame. */
int64_t parley_session_due(const parley_session *session);
void parley_session_tick(parley_session *session, int64_t now);
void parley_session_resumed(parley_session *session, int64_t now);

/* Sends a command. Its id, above 0, comes back with the answer; 0: `status` says why nothing was sent. */
unsigned parley_session_send(
    parley_session *session, parley_answer answer, const char *verb, const char *first, const char *second, int64_t now,
    parley_status *status);
/* Logs in; the token may be NULL. On OK the nick as the server writes it is `parley_session_nick`. */
unsigned parley_session_login(
    parley_session *session, const char *nick, const char *token, int64_t now, parley_status *status);
/* Nobody waits for this answer any more. */
void parley_session_forget(parley_session *session, unsigned id);

const char *parley_session_nick(const parley_session *session);
/* Of the last message in the lobby that was given, or where the last `since` began; "" before. */
const char *parley_session_position(const parley_session *session);
/* Another name whose messages are one's own, and the end of all such but that of the login. */
bool parley_session_add_name(parley_session *session, const char *nick);
void parley_session_drop_names(parley_session *session);

/* --- client --- */

typedef struct parley_client parley_client;

/* Given a nick that is taken, and how many were so far: writes another, or returns false to give up. */
typedef bool (*parley_chooser)(void *data, const char *taken, int count, char *nick, size_t size);

typedef struct {
    const char *nick;
    const char *const *addresses; /* "host", "host:port", "[::1]:port"; tried in turn */
    size_t address_count;
    parley_chooser chooser; /* NULL: a taken name at first ends the client, and later is waited for */
    void *chooser_data;
    const char *since; /* a position that was kept, or NULL */
    bool tls;
    const char *tls_ca_file; /* PEM; NULL: the system's */
    int patience;            /* for a connection, and for each answer; 0: 10 s */
    int silence;             /* after which the server is asked whether it is there; 0: 30 s */
    size_t backlog;          /* events that may wait here while answers are waited for; 0: 1,000. See parley_client_next */
} parley_options;

typedef enum {
    PARLEY_EVENT_MESSAGE,
    PARLEY_EVENT_MISSED,       /* `missed` messages that stood here are no longer kept; -1: nobody knows how many, nor whether any */
    PARLEY_EVENT_CONNECTED,    /* as `nick`, at `address`; what was missed in between comes next, but for whispers */
    PARLEY_EVENT_DISCONNECTED, /* for `error`; the client comes back by itself */
    PARLEY_EVENT_CLOSED        /* the last: the client gave up for `error`, or was closed, where its status is PARLEY_OK */
} parley_event_type;

typedef struct {
    parley_event_type type;
    parley_message message;
    long long missed;
    const char *nick;
    const char *address;
    parley_error error;
} parley_event;

typedef struct {
    size_t count;
    const parley_message *messages;
    void *storage;
} parley_messages;

typedef struct {
    size_t count;
    const char *const *names;
    void *storage;
} parley_names;

/* Copies what it needs of the options, and opens nothing. NULL: `error`, which may be NULL, says why. */
parley_client *parley_client_new(const parley_options *options, parley_error *error);
/* Closes without a goodbye. NULL is none. */
void parley_client_free(parley_client *client);

/* Waits until it is logged in. Any other call does as well. */
parley_status parley_client_connect(parley_client *client, int timeout);

/*
 * The next event; it stays valid until the next call of this function. PARLEY_TIMEOUT: there was none. Behind PARLEY_EVENT_CLOSED it
 * returns what ended the client. What was given is never given again, also after lost connections, and what was not is.
 *
 * Nothing is read between calls, so that messages wait at the server while nobody takes them. Calls that wait for an answer read on;
 * where 20 times `backlog` events wait, the rest is left at the server till they are taken.
 */
parley_status parley_client_next(parley_client *client, parley_event *event, int timeout);

/*
 * Says it in the lobby exactly once; `time`, which may be NULL, gets its time. An answer that is lost is asked for again, on a new
 * connection too. `key` is one's own, or NULL. PARLEY_TIMEOUT, PARLEY_CONNECTION_LOST: perhaps it was said; the same again with the
 * same key of one's own, under the same name and within ten minutes, says it once.
 */
parley_status parley_client_pub(
    parley_client *client, const char *text, const char *key, char time[PARLEY_TIME_SIZE], int timeout);
/* Whispers, once at the most. PARLEY_REFUSED: no-such-user, not-delivered. PARLEY_CONNECTION_LOST: perhaps it came. */
parley_status parley_client_to(parley_client *client, const char *nick, const char *text, int timeout);
/* Everyone online, by code point; to be freed by parley_names_free. */
parley_status parley_client_users(parley_client *client, parley_names *names, int timeout);
/* The last 1 to 1,000 messages of the lobby, oldest first; to be freed by parley_messages_free. No influence on the events. */
parley_status parley_client_history(parley_client *client, int count, parley_messages *messages, int timeout);
/* The newest 20 of the archive that hold all of these words, oldest first. */
parley_status parley_client_search(parley_client *client, const char *words, parley_messages *messages, int timeout);
parley_status parley_client_ping(parley_client *client, int timeout);
/* Says goodbye to the server, if it is there, and closes. Events that came can still be taken. */
parley_status parley_client_downline(parley_client *client, int timeout);

void parley_names_free(parley_names *names);
void parley_messages_free(parley_messages *messages);

/* What the last call that failed has to say. */
const parley_error *parley_client_error(const parley_client *client);
/* The name as the server writes it; "" before the first login. */
const char *parley_client_nick(const parley_client *client);
/* Where the events go on behind the last one taken, for `since` of a later client; "" before the first login. */
const char *parley_client_position(const parley_client *client);

/* For an event loop of one's own: the socket, or -1; what to poll for; after how long to call next(…, 0) all the same, or -1. */
int parley_client_fd(const parley_client *client);
short parley_client_poll_events(const parley_client *client);
int parley_client_poll_timeout(const parley_client *client);

/* Whether TLS is built in. */
bool parley_has_tls(void);

#ifdef __cplusplus
}
#endif

#endif
