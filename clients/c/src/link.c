/* Keeps a client connected: from one connection to the next, in through the door, and caught up. */
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "client.h"
#include "text.h"

#ifndef FIRST_BACKOFF /* tests wait less */
#define FIRST_BACKOFF 500
#endif
#define LONGEST_BACKOFF 30000
#define CHUNK 16384

static void begin_since(parley_client *client);
static void send_login(parley_client *client);

int64_t parley_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int parley_backoff(parley_client *client, int *last) {
    if (*last == 0) {
        /* Half to one and a half times as long as usual, so that a crowd doesn't come all at once. */
        client->random ^= client->random << 13;
        client->random ^= client->random >> 7;
        client->random ^= client->random << 17;
        *last = FIRST_BACKOFF / 2 + (int)(client->random % (uint64_t)FIRST_BACKOFF);
    } else {
        *last = *last > LONGEST_BACKOFF / 2 ? LONGEST_BACKOFF : 2 * *last;
    }
    return *last;
}

void parley_set_error(parley_error *error, parley_status status, const char *code, const char *text) {
    error->status = status;
    parley_copy(error->code, sizeof error->code, code);
    parley_copy(error->text, sizeof error->text, text);
}

/* --- the end of a connection --- */

static bool is_one_of(const char *code, const char *const codes[]) {
    for (; *codes != NULL; codes++) {
        if (strcmp(*codes, code) == 0) {
            return true;
        }
    }
    return false;
}

static bool passes(const char *code) {
    static const char *const passing[] = {"unavailable", "rate-limited", NULL};
    return is_one_of(code, passing);
}

/* Whether coming back would not help, or is not wanted. */
static bool is_final(const parley_client *client, const parley_error *error) {
    static const char *const unwanted[] = {"kicked", "banned", "replaced", NULL};
    static const char *const wrong_name[] = {"banned", "nick-blank",    "nick-invalid", "nick-reserved",
                                             "usage",  "line-too-long", "bad-encoding", NULL};
    if (error->status == PARLEY_BYE) {
        return is_one_of(error->code, unwanted);
    }
    if (error->status == PARLEY_REFUSED) {
        /* One's own name is free again sooner or later, where there is no choice. */
        bool taken = strcmp(error->code, "nick-taken") == 0 && (client->chooser != NULL || !client->was_in);
        return taken || is_one_of(error->code, wrong_name);
    }
    return error->status == PARLEY_INVALID_ARGUMENT;
}

static void disconnect(parley_client *client) {
    parley_session_free(client->session);
    parley_connection_free(client->connection);
    client->session = NULL;
    client->connection = NULL;
    client->own_id = 0;
    client->resume_at = 0;
    if (client->asked.id != 0 && !client->asked.done) {
        client->asked.done = true;
        parley_set_error(&client->asked.error, PARLEY_CONNECTION_LOST, "", "the connection was lost before the answer");
    }
}

void parley_stop(parley_client *client, const parley_error *reason) {
    if (client->state == CLOSED) {
        return;
    }
    disconnect(client);
    client->state = CLOSED;
    client->closed->event.error = *reason;
    parley_queue_put(&client->queue, client->closed);
    client->closed = NULL;
    client->end = *reason;
    if (reason->status == PARLEY_OK) {
        parley_set_error(&client->end, PARLEY_CONNECTION_LOST, "", "the client is closed");
    }
}

/* Comes back later, or gives up. The error is copied before it goes. */
static void lose(parley_client *client, const parley_error *why) {
    parley_error error = *why;
    disconnect(client);
    if (client->disconnected != NULL) {
        client->disconnected->event.error = error;
        parley_queue_put(&client->queue, client->disconnected);
        client->disconnected = NULL;
    }
    client->error = error;
    if (is_final(client, &error)) {
        parley_stop(client, &error);
        return;
    }
    client->state = WAITING;
    client->resume_at = parley_now() + parley_backoff(client, &client->backoff);
    client->turn = (client->turn + 1) % client->address_count;
}

static void lose_for(parley_client *client, parley_status status, const char *code, const char *text) {
    parley_error error;
    parley_set_error(&error, status, code, text);
    lose(client, &error);
}

static void lose_memory(parley_client *client) {
    lose_for(client, PARLEY_NO_MEMORY, "", "no memory");
}

/* --- commands of the client's own --- */

static void send_own(parley_client *client, parley_state state, parley_answer answer, const char *verb, const char *first) {
    parley_status status = PARLEY_OK;
    client->state = state;
    client->own_id = parley_session_send(client->session, answer, verb, first, NULL, parley_now(), &status);
    if (client->own_id == 0) {
        lose_for(client, status, "", "a command could not be sent");
    }
}

static void send_login(parley_client *client) {
    parley_status status = PARLEY_OK;
    client->state = LOGIN;
    client->own_id = parley_session_login(
        client->session, client->tried, client->tried_token ? client->token : NULL, parley_now(), &status);
    if (client->own_id == 0) {
        lose_for(client, status, "", "not a nick");
    }
}

static void begin_login(parley_client *client) {
    bool again = client->nick[0] != '\0';
    parley_copy(client->tried, sizeof client->tried, again ? client->nick : client->first_nick);
    client->tried_token = again && client->token[0] != '\0';
    client->taken = 0;
    client->pause = 0;
    send_login(client);
}

static void next_name(parley_client *client, const parley_line *line) {
    char chosen[PARLEY_NICK_SIZE] = "";
    if (client->tried_token && strcmp(client->tried, client->first_nick) != 0) {
        parley_copy(chosen, sizeof chosen, client->first_nick);
    } else if (
        client->chooser == NULL
        || !client->chooser(client->chooser_data, client->tried, ++client->taken, chosen, sizeof chosen)) {
        lose_for(client, PARLEY_REFUSED, line->code, line->text);
        return;
    }
    client->tried_token = false;
    chosen[sizeof chosen - 1] = '\0';
    parley_copy(client->tried, sizeof client->tried, chosen);
    send_login(client);
}

static bool announce(parley_client *client) {
    parley_event connected = {
        .type = PARLEY_EVENT_CONNECTED, .nick = client->nick, .address = client->addresses[client->turn]};
    parley_event disconnected = {.type = PARLEY_EVENT_DISCONNECTED};
    parley_node *node = parley_node_new(&connected);
    client->disconnected = node != NULL ? parley_node_new(&disconnected) : NULL;
    if (client->disconnected == NULL) {
        free(node);
        return false;
    }
    parley_queue_put(&client->queue, node);
    return true;
}

static void add_name(parley_client *client) {
    for (size_t i = 0; i < client->name_count; i++) {
        if (strcmp(client->names[i], client->nick) == 0) {
            return;
        }
    }
    if (client->name_count < NAMES) {
        parley_copy(client->names[client->name_count++], PARLEY_NICK_SIZE, client->nick);
    }
}

static void logged_in(parley_client *client) {
    parley_copy(client->nick, sizeof client->nick, parley_session_nick(client->session));
    add_name(client);
    client->was_in = true;
    client->pause = 0;
    if (!announce(client)) {
        lose_memory(client);
    } else if (client->received[0] == '\0') {
        send_own(client, MARK, PARLEY_ANSWER_LISTED, "mark", NULL);
    } else {
        for (size_t i = 0; i < client->name_count; i++) {
            parley_session_add_name(client->session, client->names[i]);
        }
        begin_since(client);
    }
}

static void begin_since(parley_client *client) {
    send_own(client, SINCE, PARLEY_ANSWER_DELIVERED, "since", client->received);
}

static void caught_up(parley_client *client) {
    /* From now on somebody else may have a name that was one's own. */
    client->name_count = 0;
    add_name(client);
    parley_session_drop_names(client->session);
    send_own(client, TOKEN, PARLEY_ANSWER_LISTED, "token", NULL);
}

static void answered_own(parley_client *client, const parley_line *line) {
    bool ok = line->type == PARLEY_LINE_OK;
    client->own_id = 0;
    if (!ok && (client->state == LOGIN || client->state == SINCE) && passes(line->code)) {
        client->resume_at = parley_now() + parley_backoff(client, &client->pause);
        return;
    }
    switch (client->state) {
        case LOGIN:
            if (ok) {
                logged_in(client);
            } else if (strcmp(line->code, "nick-taken") == 0) {
                next_name(client, line);
            } else {
                lose_for(client, PARLEY_REFUSED, line->code, line->text);
            }
            return;
        case MARK:
            if (ok && parley_is_time(line->text)) {
                parley_copy(client->received, sizeof client->received, line->text);
                parley_copy(client->delivered, sizeof client->delivered, line->text);
                caught_up(client);
                return;
            }
            break;
        case SINCE:
            if (ok) {
                caught_up(client);
                return;
            }
            break;
        case TOKEN:
            /* A server that gives none has the name free, sooner or later, all the same. */
            parley_copy(client->token, sizeof client->token, ok && parley_is_token(line->text) ? line->text : "");
            send_own(client, LIVE, PARLEY_ANSWER_DELIVERED, "live", NULL);
            return;
        case LIVE:
            if (ok) {
                client->state = READY;
                client->backoff = 0;
                client->suspended = false;
                return;
            }
            break;
        default:
            return;
    }
    lose_for(client, PARLEY_CONNECTION_LOST, line->code, ok ? "an answer that means nothing" : line->text);
}

/* --- what happens in a session --- */

static void greeted(parley_client *client, const parley_line *line) {
    if (line->type != PARLEY_LINE_OK) {
        lose_for(client, PARLEY_REFUSED, line->code, line->text);
    } else if (strncmp(line->text, "parley/1", 8) != 0 || (line->text[8] != '\0' && strchr(" .", line->text[8]) == NULL)) {
        lose_for(client, PARLEY_CONNECTION_LOST, "", "no Parley server of version 1");
    } else {
        begin_login(client);
    }
}

static void pushed(parley_client *client, const parley_line *line) {
    bool message = line->type == PARLEY_LINE_MESSAGE;
    parley_event event = {
        .type = message ? PARLEY_EVENT_MESSAGE : PARLEY_EVENT_MISSED, .message = line->message, .missed = line->missed};
    parley_node *node = parley_node_new(&event);
    if (node == NULL) {
        lose_memory(client); /* it will be there once more */
        return;
    }
    parley_queue_put(&client->queue, node);
    if (!message || line->message.kind == PARLEY_WHISPER) {
        return;
    }
    parley_copy(client->received, sizeof client->received, line->message.time);
    parley_uncertain *uncertain = &client->uncertain;
    /* Where the name is another now, its key says nothing: what was said is looked for. */
    if (client->state == SINCE && uncertain->text != NULL && strcmp(uncertain->nick, line->message.nick) == 0
        && parley_same_text(uncertain->text, line->message.text)) {
        parley_copy(uncertain->time, sizeof uncertain->time, line->message.time);
    }
}

static void answered(parley_client *client, const parley_happening *happening) {
    parley_asked *asked = &client->asked;
    if (happening->id == client->own_id) {
        answered_own(client, &happening->line);
        return;
    }
    if (happening->id != asked->id) {
        return;
    }
    asked->done = true;
    if (happening->line.type != PARLEY_LINE_OK) {
        parley_set_error(&asked->error, PARLEY_REFUSED, happening->line.code, happening->line.text);
        return;
    }
    parley_set_error(&asked->error, PARLEY_OK, "", "");
    parley_copy(asked->text, sizeof asked->text, happening->line.text);
    bool kept = (asked->messages == NULL || parley_collect_messages(happening->lines, happening->count, asked->messages))
        && (asked->names == NULL || parley_collect_names(happening->lines, happening->count, asked->names));
    if (!kept) {
        parley_set_error(&asked->error, PARLEY_NO_MEMORY, "", "no memory for an answer");
    }
}

/* Whether anything happened. The session may be gone then. */
static bool process(parley_client *client) {
    bool happened = false;
    while (client->session != NULL) {
        parley_happening happening = parley_session_next(client->session);
        switch (happening.type) {
            case PARLEY_NOTHING:
                return happened;
            case PARLEY_GREETED:
                greeted(client, &happening.line);
                break;
            case PARLEY_PUSHED:
                pushed(client, &happening.line);
                break;
            case PARLEY_ANSWERED:
                answered(client, &happening);
                break;
            case PARLEY_ENDED:
                lose(client, &happening.error);
                break;
        }
        happened = true;
    }
    return true;
}

/* --- steps --- */

static void wait_for(int fd, short events, int64_t until) {
    struct pollfd polled = {.fd = fd, .events = events};
    int64_t left = until - parley_now();
    int timeout = left <= 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
    poll(&polled, fd >= 0 ? 1 : 0, timeout);
}

static int64_t earlier(int64_t one, int64_t other) {
    return one < other ? one : other;
}

static void step_waiting(parley_client *client, int64_t deadline) {
    if (parley_now() < client->resume_at) {
        wait_for(-1, 0, earlier(client->resume_at, deadline));
        if (parley_now() < client->resume_at) {
            return;
        }
    }
    char why[128];
    client->resume_at = 0;
    client->connection = parley_connection_new(client->addresses[client->turn], client->tls, why, sizeof why);
    if (client->connection == NULL) {
        lose_for(client, PARLEY_CONNECTION_LOST, "", why);
        return;
    }
    client->state = CONNECTING;
    client->due = parley_now() + client->patience;
}

static void step_connecting(parley_client *client, int64_t deadline) {
    char why[128];
    if (parley_connection_ready(client->connection, why, sizeof why)) {
        client->session = parley_session_new(parley_now(), client->patience, client->silence);
        client->state = GREETING;
        if (client->session == NULL) {
            lose_memory(client);
        }
    } else if (why[0] != '\0') {
        lose_for(client, PARLEY_CONNECTION_LOST, "", why);
    } else if (parley_now() >= client->due) {
        lose_for(client, PARLEY_TIMEOUT, "", "no connection in time");
    } else {
        short events = parley_connection_events(client->connection, false, false);
        wait_for(parley_connection_fd(client->connection), events, earlier(client->due, deadline));
    }
}

static bool write_output(parley_client *client) {
    char why[128];
    size_t size;
    const char *output = parley_session_output(client->session, &size);
    long written = 0;
    if (output != NULL) {
        written = parley_connection_write(client->connection, output, size, why, sizeof why);
    } else if (!parley_connection_flush(client->connection, why, sizeof why)) {
        written = -1;
    }
    if (written > 0) {
        parley_session_written(client->session, (size_t)written);
    }
    /* What the server said before it closed is still read. */
    return written >= 0;
}

static void resume(parley_client *client) {
    client->resume_at = 0;
    if (client->state == LOGIN) {
        send_login(client);
    } else if (client->state == SINCE) {
        begin_since(client);
    }
}

static void step_session(parley_client *client, int64_t deadline) {
    char data[CHUNK];
    char why[128];
    const int64_t now = parley_now();
    if (client->resume_at != 0 && now >= client->resume_at) {
        resume(client);
        return;
    }
    bool writable = write_output(client);
    long size = parley_connection_read(client->connection, data, sizeof data, why, sizeof why);
    if (size > 0) {
        parley_session_feed(client->session, data, (size_t)size, now);
    } else if (size < 0) {
        parley_session_lost(client->session, why);
    }
    bool happened = process(client);
    if (client->session != NULL) {
        parley_session_tick(client->session, now);
        happened |= process(client);
    }
    if (happened || size > 0) {
        return;
    }
    size_t left;
    bool wants_to_write = parley_session_output(client->session, &left) != NULL && writable;
    short events = parley_connection_events(client->connection, true, wants_to_write);
    int64_t until = earlier(deadline, parley_session_due(client->session));
    wait_for(
        parley_connection_fd(client->connection), events,
        client->resume_at != 0 ? earlier(until, client->resume_at) : until);
}

void parley_step(parley_client *client, int64_t deadline) {
    int64_t now = parley_now();
    /* Who did not read for so long can't blame the server. */
    if (client->session != NULL && now - client->stepped > client->patience / 2) {
        parley_session_resumed(client->session, now);
    }
    switch (client->state) {
        case CLOSED:
            break;
        case WAITING:
            step_waiting(client, deadline);
            break;
        case CONNECTING:
            step_connecting(client, deadline);
            break;
        default:
            step_session(client, deadline);
    }
    client->stepped = parley_now();
}
