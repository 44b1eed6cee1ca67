/* What the parts of the client share: link.c keeps it connected, client.c asks and tells. */
#ifndef PARLEY_CLIENT_H
#define PARLEY_CLIENT_H

#include "connection.h"
#include "parley.h"
#include "queue.h"
#include "tls.h"

#define NAMES 8

typedef enum {
    WAITING, /* until `resume_at`, to connect */
    CONNECTING,
    GREETING,
    LOGIN,
    MARK,
    SINCE,
    TOKEN,
    LIVE,
    READY,
    CLOSED
} parley_state;

/* What the application's call waits for. */
typedef struct {
    unsigned id; /* 0: nothing */
    bool done;
    parley_error error;
    char text[PARLEY_TIME_SIZE]; /* of its OK */
    parley_messages *messages;
    parley_names *names;
} parley_asked;

/* A message whose answer was lost, under the name that it was said under. */
typedef struct {
    const char *text; /* NULL: there is none */
    char nick[PARLEY_NICK_SIZE];
    char time[PARLEY_TIME_SIZE]; /* once it was seen */
} parley_uncertain;

struct parley_client {
    char **addresses;
    size_t address_count;
    size_t turn;
    char first_nick[PARLEY_NICK_SIZE];
    parley_chooser chooser;
    void *chooser_data;
    parley_tls_context *tls;
    int patience;
    int silence;
    size_t backlog;

    parley_state state;
    parley_connection *connection;
    parley_session *session;
    unsigned own_id; /* of the client's own command */
    int64_t due;     /* of the connection */
    int64_t resume_at;
    int64_t stepped;
    int backoff;
    int pause;
    uint64_t random;

    char nick[PARLEY_NICK_SIZE];
    char tried[PARLEY_NICK_SIZE];
    bool tried_token;
    int taken;
    char token[PARLEY_TOKEN_SIZE];
    char names[NAMES][PARLEY_NICK_SIZE]; /* of its own, since it last caught up */
    size_t name_count;
    char received[PARLEY_TIME_SIZE];
    char delivered[PARLEY_TIME_SIZE];
    bool was_in;
    bool suspended;

    parley_queue queue;
    parley_node *given;
    parley_node *disconnected; /* made beforehand, so that it can't fail */
    parley_node *closed;
    parley_asked asked;
    parley_uncertain uncertain;
    char key[24];
    unsigned long long keys;
    parley_error end; /* once it has ended */
    parley_error error;
};

int64_t parley_now(void);
/* Goes one step on with whatever is due, and waits for it until the deadline. */
void parley_step(struct parley_client *client, int64_t deadline);
/* Ends it: for an error, or, where its status is PARLEY_OK, because the application wants so. */
void parley_stop(struct parley_client *client, const parley_error *reason);
/* Half to one and a half times FIRST_BACKOFF at first, then twice as long each time. */
int parley_backoff(struct parley_client *client, int *last);
/* Sends a command of the application's. 0: nothing was sent. */
unsigned parley_send(
    struct parley_client *client, parley_answer answer, const char *verb, const char *first, const char *second);
void parley_set_error(parley_error *error, parley_status status, const char *code, const char *text);

#endif
