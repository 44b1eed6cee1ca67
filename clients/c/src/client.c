/* What an application asks a client for, and is told. */
#include "client.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

#define PATIENCE 10000
#define SILENCE 30000
#define BACKLOG 1000
/* Times the backlog, at which messages are left at the server although answers are waited for. */
#define SUSPENDED_AT 20
/* After which a message is not asked for again: the server remembers keys for ten minutes. */
#define PUBLISHING 570000

static int64_t deadline_of(int timeout) {
    return timeout < 0 ? INT64_MAX : parley_now() + timeout;
}

static parley_status fail(parley_client *client, parley_status status, const char *text) {
    parley_set_error(&client->error, status, "", text);
    return status;
}

/* --- making and freeing --- */

static void make_key(parley_client *client) {
    uint64_t random = 0;
    int file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (file < 0 || read(file, &random, sizeof random) != (ssize_t)sizeof random) {
        random = (uint64_t)parley_now() * 2654435761U ^ (uint64_t)getpid() << 40 ^ (uintptr_t)client;
    }
    if (file >= 0) {
        close(file);
    }
    client->random = random | 1;
    snprintf(client->key, sizeof client->key, "%016llx", (unsigned long long)random);
}

static const char *problem_of(const parley_options *options) {
    if (options->nick == NULL || !parley_is_nick(options->nick) || strlen(options->nick) >= PARLEY_NICK_SIZE) {
        return "not a nick";
    }
    if (options->address_count == 0) {
        return "no address";
    }
    for (size_t i = 0; i < options->address_count; i++) {
        if (!parley_is_address(options->addresses[i])) {
            return "not an address";
        }
    }
    return options->since != NULL && !parley_is_time(options->since) ? "not a position" : NULL;
}

static bool copy_addresses(parley_client *client, const parley_options *options) {
    client->addresses = calloc(options->address_count, sizeof *client->addresses);
    for (size_t i = 0; client->addresses != NULL && i < options->address_count; i++) {
        client->addresses[i] = strdup(options->addresses[i]);
        if (client->addresses[i] == NULL) {
            return false;
        }
        client->address_count++;
    }
    return client->addresses != NULL;
}

parley_client *parley_client_new(const parley_options *options, parley_error *error) {
    parley_error ignored;
    error = error != NULL ? error : &ignored;
    parley_set_error(error, PARLEY_OK, "", "");
    const char *problem = problem_of(options);
    if (problem != NULL) {
        parley_set_error(error, PARLEY_INVALID_ARGUMENT, "", problem);
        return NULL;
    }
    parley_event closed = {.type = PARLEY_EVENT_CLOSED};
    parley_client *client = calloc(1, sizeof *client);
    if (client == NULL || !copy_addresses(client, options) || (client->closed = parley_node_new(&closed)) == NULL) {
        parley_set_error(error, PARLEY_NO_MEMORY, "", "no memory for a client");
        parley_client_free(client);
        return NULL;
    }
    char why[128];
    client->tls = options->tls ? parley_tls_context_new(options->tls_ca_file, why, sizeof why) : NULL;
    if (options->tls && client->tls == NULL) {
        parley_set_error(error, parley_has_tls() ? PARLEY_INVALID_ARGUMENT : PARLEY_NO_TLS, "", why);
        parley_client_free(client);
        return NULL;
    }
    parley_copy(client->first_nick, sizeof client->first_nick, options->nick);
    parley_copy(client->received, sizeof client->received, options->since != NULL ? options->since : "");
    parley_copy(client->delivered, sizeof client->delivered, client->received);
    client->chooser = options->chooser;
    client->chooser_data = options->chooser_data;
    client->patience = options->patience > 0 ? options->patience : PATIENCE;
    client->silence = options->silence > 0 ? options->silence : SILENCE;
    client->backlog = options->backlog > 0 ? options->backlog : BACKLOG;
    client->stepped = parley_now();
    make_key(client);
    return client;
}

void parley_client_free(parley_client *client) {
    if (client == NULL) {
        return;
    }
    parley_session_free(client->session);
    parley_connection_free(client->connection);
    parley_tls_context_free(client->tls);
    parley_queue_clear(&client->queue);
    free(client->given);
    free(client->disconnected);
    free(client->closed);
    for (size_t i = 0; i < client->address_count; i++) {
        free(client->addresses[i]);
    }
    free(client->addresses);
    free(client);
}

/* --- asking --- */

static parley_status until_ready(parley_client *client, int64_t deadline) {
    while (client->state != READY) {
        if (client->state == CLOSED) {
            client->error = client->end;
            return client->end.status;
        }
        if (parley_now() >= deadline) {
            return fail(client, PARLEY_TIMEOUT, "not connected in time");
        }
        parley_step(client, deadline);
    }
    return PARLEY_OK;
}

/* Who only speaks and never listens would have everything in memory: it stays at the server. */
static void suspend(parley_client *client) {
    if (!client->suspended && client->queue.count >= SUSPENDED_AT * client->backlog) {
        parley_status status;
        unsigned id = parley_session_send(
            client->session, PARLEY_ANSWER_DELIVERED, "live", "off", NULL, parley_now(), &status);
        parley_session_forget(client->session, id);
        client->suspended = id != 0;
    }
}

static void unsuspend(parley_client *client) {
    if (client->suspended && client->state == READY && client->queue.count <= client->backlog / 2) {
        parley_status status;
        unsigned id = parley_session_send(
            client->session, PARLEY_ANSWER_DELIVERED, "live", NULL, NULL, parley_now(), &status);
        parley_session_forget(client->session, id);
        client->suspended = false;
    }
}

static void forget(parley_client *client) {
    if (client->session != NULL) {
        parley_session_forget(client->session, client->asked.id);
    }
    client->asked = (parley_asked){0};
}

/* Asks once, in a session that is ready. The answer's own text stays in `asked.text`. */
static parley_status ask(
    parley_client *client, parley_answer answer, const char *verb, const char *first, const char *second,
    int64_t deadline) {
    parley_asked *asked = &client->asked;
    parley_status status = PARLEY_OK;
    suspend(client);
    asked->done = false;
    asked->id = parley_session_send(client->session, answer, verb, first, second, parley_now(), &status);
    if (asked->id == 0) {
        parley_step(client, 0); /* where the session is over, that is noticed */
        return fail(client, status == PARLEY_INVALID_ARGUMENT ? status : PARLEY_CONNECTION_LOST, "nothing was sent");
    }
    while (!asked->done) {
        if (parley_now() >= deadline) {
            forget(client);
            return fail(client, PARLEY_TIMEOUT, "no answer in time");
        }
        parley_step(client, deadline);
    }
    asked->id = 0;
    if (asked->error.status != PARLEY_OK) {
        client->error = asked->error;
    }
    return asked->error.status;
}

/* For what changes nothing, however often it is asked. */
static parley_status ask_again(
    parley_client *client, parley_answer answer, const char *verb, const char *first, parley_messages *messages,
    parley_names *names, int timeout) {
    int64_t deadline = deadline_of(timeout);
    parley_status status;
    do {
        client->asked = (parley_asked){.messages = messages, .names = names};
        status = until_ready(client, deadline);
        if (status != PARLEY_OK) {
            return status;
        }
        status = ask(client, answer, verb, first, NULL, deadline);
    } while (status == PARLEY_CONNECTION_LOST);
    return status;
}

static bool is_command(parley_client *client, const char *verb, const char *first, const char *second, parley_status *status) {
    char *line = parley_command(verb, first, second, status);
    if (line == NULL) {
        fail(client, *status, *status == PARLEY_NO_MEMORY ? "no memory for a command" : "this can't be sent in a line");
        return false;
    }
    free(line);
    return true;
}

static parley_status pause_for(parley_client *client, int64_t until, int64_t deadline) {
    while (client->state != CLOSED && parley_now() < until) {
        if (parley_now() >= deadline) {
            return fail(client, PARLEY_TIMEOUT, "not taken in time");
        }
        parley_step(client, until < deadline ? until : deadline);
    }
    return PARLEY_OK;
}

static bool is_for_now(const parley_error *error) {
    return strcmp(error->code, "unavailable") == 0 || strcmp(error->code, "rate-limited") == 0;
}

/* Until it is known; `time` gets it. */
static parley_status publish(parley_client *client, const char *key, const char *text, char *time, int64_t deadline) {
    parley_uncertain *uncertain = &client->uncertain;
    int64_t began = 0;
    int backoff = 0;
    while (true) {
        parley_status status = until_ready(client, deadline);
        if (status != PARLEY_OK) {
            return status;
        }
        if (uncertain->time[0] != '\0' && strcmp(uncertain->nick, client->nick) != 0) {
            parley_copy(time, PARLEY_TIME_SIZE, uncertain->time);
            return PARLEY_OK;
        }
        *uncertain = (parley_uncertain){.text = text};
        parley_copy(uncertain->nick, sizeof uncertain->nick, client->nick);
        began = began != 0 ? began : parley_now();
        status = ask(client, PARLEY_ANSWER_LISTED, "once", key, text, deadline);
        if (status == PARLEY_OK) {
            parley_copy(time, PARLEY_TIME_SIZE, client->asked.text);
            return status;
        }
        bool refused = status == PARLEY_REFUSED;
        if ((refused && !is_for_now(&client->error)) || (!refused && status != PARLEY_CONNECTION_LOST)) {
            return status;
        }
        if (parley_now() - began > PUBLISHING) {
            return fail(client, PARLEY_CONNECTION_LOST, "no answer for so long that it can't be asked again");
        }
        if (refused) {
            status = pause_for(client, parley_now() + parley_backoff(client, &backoff), deadline);
            if (status != PARLEY_OK) {
                return status;
            }
        }
    }
}

parley_status parley_client_pub(
    parley_client *client, const char *text, const char *key, char time[PARLEY_TIME_SIZE], int timeout) {
    char made[PARLEY_KEY_SIZE];
    char ignored[PARLEY_TIME_SIZE];
    parley_status status;
    if (key == NULL) {
        snprintf(made, sizeof made, "%s-%llu", client->key, ++client->keys);
        key = made;
    }
    if (!is_command(client, "once", key, text, &status)) {
        return status;
    }
    client->asked = (parley_asked){0};
    client->uncertain = (parley_uncertain){0};
    status = publish(client, key, text, time != NULL ? time : ignored, deadline_of(timeout));
    client->uncertain = (parley_uncertain){0};
    return status;
}

parley_status parley_client_to(parley_client *client, const char *nick, const char *text, int timeout) {
    int64_t deadline = deadline_of(timeout);
    parley_status status;
    if (!is_command(client, "to", nick, text, &status)) {
        return status;
    }
    client->asked = (parley_asked){0};
    status = until_ready(client, deadline);
    return status == PARLEY_OK ? ask(client, PARLEY_ANSWER_LISTED, "to", nick, text, deadline) : status;
}

parley_status parley_client_users(parley_client *client, parley_names *names, int timeout) {
    *names = (parley_names){0};
    return ask_again(client, PARLEY_ANSWER_LISTED, "users", NULL, NULL, names, timeout);
}

parley_status parley_client_history(parley_client *client, int count, parley_messages *messages, int timeout) {
    char number[16];
    *messages = (parley_messages){0};
    if (count < 1 || count > 1000) {
        return fail(client, PARLEY_INVALID_ARGUMENT, "history gives 1 to 1000 messages");
    }
    snprintf(number, sizeof number, "%d", count);
    return ask_again(client, PARLEY_ANSWER_MESSAGES, "history", number, messages, NULL, timeout);
}

parley_status parley_client_search(parley_client *client, const char *words, parley_messages *messages, int timeout) {
    parley_status status;
    *messages = (parley_messages){0};
    if (!is_command(client, "search", words, NULL, &status)) {
        return status;
    }
    return ask_again(client, PARLEY_ANSWER_MESSAGES, "search", words, messages, NULL, timeout);
}

parley_status parley_client_ping(parley_client *client, int timeout) {
    return ask_again(client, PARLEY_ANSWER_LISTED, "ping", NULL, NULL, NULL, timeout);
}

parley_status parley_client_connect(parley_client *client, int timeout) {
    int64_t deadline = deadline_of(timeout);
    /* What is to be caught up with waits for whoever takes it. */
    while (client->state < MARK) {
        if (parley_now() >= deadline) {
            return fail(client, PARLEY_TIMEOUT, "not connected in time");
        }
        parley_step(client, deadline);
    }
    if (client->state == CLOSED) {
        client->error = client->end;
        return client->end.status;
    }
    return PARLEY_OK;
}

parley_status parley_client_downline(parley_client *client, int timeout) {
    parley_error wanted = {.status = PARLEY_OK};
    parley_status status = PARLEY_OK;
    if (client->state == READY) {
        client->asked = (parley_asked){0};
        status = ask(client, PARLEY_ANSWER_LISTED, "downline", NULL, NULL, deadline_of(timeout));
    }
    parley_stop(client, &wanted);
    return status == PARLEY_TIMEOUT ? status : PARLEY_OK;
}

/* --- telling --- */

static void taken(parley_client *client, const parley_event *event) {
    bool kept = event->type == PARLEY_EVENT_MESSAGE && event->message.kind != PARLEY_WHISPER;
    if (kept) {
        parley_copy(client->delivered, sizeof client->delivered, event->message.time);
    }
}

parley_status parley_client_next(parley_client *client, parley_event *event, int timeout) {
    int64_t deadline = deadline_of(timeout);
    bool looked = false;
    free(client->given);
    client->given = NULL;
    while (true) {
        client->given = parley_queue_take(&client->queue);
        if (client->given != NULL) {
            *event = client->given->event;
            taken(client, event);
            unsuspend(client);
            return PARLEY_OK;
        }
        if (client->state == CLOSED) {
            client->error = client->end;
            return client->end.status;
        }
        unsuspend(client);
        if (looked && parley_now() >= deadline) {
            return fail(client, PARLEY_TIMEOUT, "no event in time");
        }
        parley_step(client, deadline);
        looked = true;
    }
}

const parley_error *parley_client_error(const parley_client *client) {
    return &client->error;
}

const char *parley_client_nick(const parley_client *client) {
    return client->nick;
}

const char *parley_client_position(const parley_client *client) {
    return client->delivered;
}

int parley_client_fd(const parley_client *client) {
    return client->connection != NULL ? parley_connection_fd(client->connection) : -1;
}

short parley_client_poll_events(const parley_client *client) {
    size_t size;
    if (client->connection == NULL) {
        return 0;
    }
    bool output = client->session != NULL && parley_session_output(client->session, &size) != NULL;
    return parley_connection_events(client->connection, client->session != NULL, output);
}

int parley_client_poll_timeout(const parley_client *client) {
    int64_t due = INT64_MAX;
    if (client->queue.first != NULL) {
        return 0;
    }
    if (client->state == CONNECTING) {
        due = client->due;
    } else if (client->session != NULL) {
        due = parley_session_due(client->session);
        /* Or else it would seem that nobody reads. */
        due = due < parley_now() + client->patience / 4 ? due : parley_now() + client->patience / 4;
    } else if (client->state != WAITING) {
        return -1;
    }
    if (client->resume_at != 0 || client->state == WAITING) {
        due = client->resume_at < due ? client->resume_at : due;
    }
    int64_t left = due - parley_now();
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}
