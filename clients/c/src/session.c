#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "item.h"
#include "parley.h"
#include "text.h"

#define NAMES 8

/* A command that waits for its status line. */
typedef struct pending {
    struct pending *next;
    unsigned id;
    char verb[16];
    parley_answer answer;
    bool forgotten;
    int64_t since; /* from when its answer is missing */
    parley_items held;
} pending;

struct parley_session {
    parley_decoder *decoder;
    char *output;
    size_t output_size;
    size_t output_capacity;

    pending *first;
    pending *last;
    unsigned ids;
    unsigned login;
    int64_t now;
    int64_t heard;
    int patience;
    int silence;

    parley_items released; /* to be given next */
    parley_item *missed;   /* said within `since`, and counts once something behind it does */
    pending *answered;     /* to be given after those */
    parley_item *status;   /* of it */
    parley_item *given;    /* by the last call of next, as the following are */
    pending *given_answer;
    parley_item *given_status;
    parley_line *given_lines;

    parley_error ending; /* once nothing more is read; what was read is looked at first */
    parley_error error;  /* once it has ended */
    bool told_end;
    char sent_nick[PARLEY_NICK_SIZE];
    char nick[PARLEY_NICK_SIZE];
    char names[NAMES][PARLEY_NICK_SIZE];
    size_t name_count;
    char position[PARLEY_TIME_SIZE];
};

static void free_pending(pending *command) {
    if (command != NULL) {
        parley_items_clear(&command->held);
        free(command);
    }
}

static pending *add_pending(parley_session *session, const char *verb, parley_answer answer) {
    pending *command = calloc(1, sizeof *command);
    if (command == NULL) {
        return NULL;
    }
    session->ids = session->ids == UINT_MAX ? 1 : session->ids + 1;
    command->id = session->ids;
    command->answer = answer;
    command->since = session->now;
    parley_copy(command->verb, sizeof command->verb, verb);
    if (session->last != NULL) {
        session->last->next = command;
    } else {
        session->first = command;
    }
    session->last = command;
    return command;
}

static pending *take_pending(parley_session *session) {
    pending *command = session->first;
    if (command != NULL) {
        session->first = command->next;
        if (session->first == NULL) {
            session->last = NULL;
        }
        command->next = NULL;
    }
    return command;
}

parley_session *parley_session_new(int64_t now, int patience, int silence) {
    parley_session *session = calloc(1, sizeof *session);
    if (session == NULL) {
        return NULL;
    }
    session->now = session->heard = now;
    session->patience = patience;
    session->silence = silence;
    session->decoder = parley_decoder_new();
    if (session->decoder == NULL || add_pending(session, "greeting", PARLEY_ANSWER_LISTED) == NULL) {
        parley_session_free(session);
        return NULL;
    }
    return session;
}

static void drop_given(parley_session *session) {
    free(session->given);
    free_pending(session->given_answer);
    free(session->given_status);
    free(session->given_lines);
    session->given = NULL;
    session->given_answer = NULL;
    session->given_status = NULL;
    session->given_lines = NULL;
}

void parley_session_free(parley_session *session) {
    if (session == NULL) {
        return;
    }
    for (pending *command; (command = take_pending(session)) != NULL;) {
        free_pending(command);
    }
    drop_given(session);
    free_pending(session->answered);
    parley_items_clear(&session->released);
    parley_decoder_free(session->decoder);
    free(session->missed);
    free(session->status);
    free(session->output);
    free(session);
}

/* --- the end --- */

static void set_error(parley_error *error, parley_status status, const char *code, const char *text) {
    error->status = status;
    parley_copy(error->code, sizeof error->code, code);
    parley_copy(error->text, sizeof error->text, text);
}

static bool is_known(const parley_session *session, const parley_line *line) {
    return line->type == PARLEY_LINE_MESSAGE && line->message.kind != PARLEY_WHISPER
        && strcmp(line->message.time, session->position) <= 0;
}

/*
 * Gives what came by itself before an answer that failed. Where that broke off in its midst, its own messages can't be told from
 * those, and only whispers are known to be none.
 */
static void release(parley_session *session, pending *command, bool whole) {
    if (command->answer != PARLEY_ANSWER_MESSAGES) {
        return;
    }
    for (parley_item *item; (item = parley_items_take(&command->held)) != NULL;) {
        bool whisper = item->line.type == PARLEY_LINE_MESSAGE && item->line.message.kind == PARLEY_WHISPER;
        if (whisper || (whole && !is_known(session, &item->line))) {
            parley_items_put(&session->released, item);
        } else {
            free(item);
        }
    }
}

static void end(parley_session *session, parley_status status, const char *code, const char *text, bool whole) {
    if (session->error.status != PARLEY_OK) {
        return;
    }
    set_error(&session->error, status, code, text);
    for (pending *command; (command = take_pending(session)) != NULL;) {
        release(session, command, whole);
        free_pending(command);
    }
    session->output_size = 0;
}

/* --- names --- */

static bool is_own(const parley_session *session, const char *nick) {
    for (size_t i = 0; i < session->name_count; i++) {
        if (strcmp(session->names[i], nick) == 0) {
            return true;
        }
    }
    return false;
}

bool parley_session_add_name(parley_session *session, const char *nick) {
    if (session->name_count == NAMES || strlen(nick) >= PARLEY_NICK_SIZE) {
        return false;
    }
    parley_copy(session->names[session->name_count++], PARLEY_NICK_SIZE, nick);
    return true;
}

void parley_session_drop_names(parley_session *session) {
    session->name_count = 0;
    parley_session_add_name(session, session->nick);
}

/* The nick stands in the welcome as the server writes it. */
static void welcomed(parley_session *session, const char *text) {
    const char *nick = session->sent_nick;
    size_t length = strlen(nick);
    if (strncmp(text, "Welcome ", 8) == 0) {
        text += 8;
        text += strncmp(text, "back ", 5) == 0 ? 5 : 0;
        size_t named = strcspn(text, " !");
        if (named > 0 && named < PARLEY_NICK_SIZE && text[named] == '!') {
            nick = text;
            length = named;
        }
    }
    memmove(session->nick, nick, length);
    session->nick[length] = '\0';
    parley_session_drop_names(session);
}

/* --- what is read --- */

void parley_session_feed(parley_session *session, const void *data, size_t size, int64_t now) {
    session->now = session->heard = now;
    if (session->ending.status != PARLEY_OK) {
        return;
    }
    switch (parley_decoder_feed(session->decoder, data, size)) {
        case PARLEY_OK:
            break;
        case PARLEY_NO_MEMORY:
            set_error(&session->ending, PARLEY_NO_MEMORY, "", "no memory for what was read");
            break;
        default:
            set_error(&session->ending, PARLEY_CONNECTION_LOST, "", "the server sends a line without end");
    }
}

void parley_session_lost(parley_session *session, const char *why) {
    if (session->ending.status == PARLEY_OK) {
        set_error(&session->ending, PARLEY_CONNECTION_LOST, "", why);
    }
}

static void no_memory(parley_session *session) {
    end(session, PARLEY_NO_MEMORY, "", "no memory for a line", false);
}

/* Puts a copy where it waits; without memory the session ends, and nothing of it counts as given. */
static bool keep(parley_session *session, parley_items *items, const parley_line *line) {
    parley_item *item = parley_item_new(line);
    if (item == NULL) {
        no_memory(session);
        return false;
    }
    parley_items_put(items, item);
    return true;
}

/* Whether it is to be given at once. */
static bool take_in_since(parley_session *session, const parley_line *line) {
    if (line->type == PARLEY_LINE_MISSED) {
        if (session->missed != NULL) {
            parley_items_put(&session->released, session->missed);
        }
        session->missed = parley_item_new(line);
        if (session->missed == NULL) {
            no_memory(session);
        }
        return false;
    }
    if (is_known(session, line)) {
        return false;
    }
    if (session->missed == NULL) {
        return true;
    }
    parley_items_put(&session->released, session->missed);
    session->missed = NULL;
    keep(session, &session->released, line);
    return false;
}

/* A message, or that some are missed. Whether it is to be given at once. */
static bool take_message(parley_session *session, const parley_line *line) {
    pending *command = session->first;
    if (command == NULL || command->answer == PARLEY_ANSWER_LISTED) {
        return true;
    }
    command->since = session->now;
    if (command->answer == PARLEY_ANSWER_MESSAGES) {
        keep(session, &command->held, line);
        return false;
    }
    return strcmp(command->verb, "since") != 0 || take_in_since(session, line);
}

/* Leaves the answer's own in `held`, the last n messages and what is missed between them, and releases what came by itself. */
static void split(parley_session *session, pending *command, const char *text) {
    size_t messages = 0;
    for (parley_item *item = command->held.first; item != NULL; item = item->next) {
        messages += item->line.type == PARLEY_LINE_MESSAGE;
    }
    char *rest;
    unsigned long long own = strtoull(text, &rest, 10);
    size_t others = rest == text || own > messages ? 0 : messages - (size_t)own;
    size_t passed = 0;
    while (command->held.first != NULL && (passed < others || command->held.first->line.type == PARLEY_LINE_MISSED)) {
        parley_item *item = parley_items_take(&command->held);
        passed += item->line.type == PARLEY_LINE_MESSAGE;
        parley_items_put(&session->released, item);
    }
}

static void take_status(parley_session *session, const parley_line *line) {
    pending *command = take_pending(session);
    if (command == NULL) {
        return;
    }
    if (session->first != NULL) {
        session->first->since = session->now;
    }
    if (line->type == PARLEY_LINE_ERR) {
        free(session->missed);
        session->missed = NULL;
        release(session, command, true);
    } else if (session->missed != NULL) {
        parley_items_put(&session->released, session->missed);
        session->missed = NULL;
    } else if (command->answer == PARLEY_ANSWER_MESSAGES) {
        split(session, command, line->text);
    }
    if (line->type == PARLEY_LINE_OK && command->id == session->login) {
        welcomed(session, line->text);
    }
    if (command->forgotten) {
        free_pending(command);
        return;
    }
    session->answered = command;
    session->status = parley_item_new(line);
    if (session->status == NULL) {
        free_pending(command);
        session->answered = NULL;
        no_memory(session);
    }
}

/* Whether it is to be given at once. */
static bool take_line(parley_session *session, parley_line *line) {
    switch (line->type) {
        case PARLEY_LINE_MESSAGE:
            line->message.mine = is_own(session, line->message.nick);
            return take_message(session, line);
        case PARLEY_LINE_MISSED:
            return take_message(session, line);
        case PARLEY_LINE_USER:
        case PARLEY_LINE_HELP:
            if (session->first != NULL && session->first->answer == PARLEY_ANSWER_LISTED) {
                keep(session, &session->first->held, line);
            }
            return false;
        case PARLEY_LINE_OK:
        case PARLEY_LINE_ERR:
            take_status(session, line);
            return false;
        case PARLEY_LINE_BYE:
            end(session, PARLEY_BYE, line->code, line->text, true);
            return false;
        default:
            return false;
    }
}

static parley_happening pushed(parley_session *session, const parley_line *line) {
    if (line->type == PARLEY_LINE_MESSAGE && line->message.kind != PARLEY_WHISPER) {
        parley_copy(session->position, sizeof session->position, line->message.time);
    }
    return (parley_happening){.type = PARLEY_PUSHED, .line = *line};
}

static parley_happening answered(parley_session *session) {
    pending *command = session->given_answer = session->answered;
    session->given_status = session->status;
    session->answered = NULL;
    session->status = NULL;
    size_t count = command->held.count;
    if (count > 0) {
        session->given_lines = calloc(count, sizeof *session->given_lines);
        if (session->given_lines == NULL) {
            no_memory(session);
            session->told_end = true;
            return (parley_happening){.type = PARLEY_ENDED, .error = session->error};
        }
        size_t at = 0;
        for (parley_item *item = command->held.first; item != NULL; item = item->next) {
            session->given_lines[at++] = item->line;
        }
    }
    bool greeting = strcmp(command->verb, "greeting") == 0;
    return (parley_happening){
        .type = greeting ? PARLEY_GREETED : PARLEY_ANSWERED,
        .id = command->id,
        .line = session->given_status->line,
        .lines = session->given_lines,
        .count = count,
    };
}

parley_happening parley_session_next(parley_session *session) {
    drop_given(session);
    while (true) {
        session->given = parley_items_take(&session->released);
        if (session->given != NULL) {
            return pushed(session, &session->given->line);
        }
        if (session->answered != NULL) {
            return answered(session);
        }
        if (session->error.status != PARLEY_OK) {
            bool told = session->told_end;
            session->told_end = true;
            return (parley_happening){.type = told ? PARLEY_NOTHING : PARLEY_ENDED, .error = session->error};
        }
        char *text = parley_decoder_next(session->decoder);
        if (text == NULL && session->ending.status == PARLEY_OK) {
            return (parley_happening){.type = PARLEY_NOTHING};
        }
        if (text == NULL) {
            end(session, session->ending.status, "", session->ending.text, false);
            continue;
        }
        parley_line line = parley_parse(text);
        if (take_line(session, &line)) {
            return pushed(session, &line);
        }
    }
}

/* --- what is written --- */

static bool put_output(parley_session *session, const char *line) {
    size_t size = strlen(line);
    if (session->output_size + size > session->output_capacity) {
        size_t capacity = 2 * (session->output_size + size);
        char *output = realloc(session->output, capacity);
        if (output == NULL) {
            return false;
        }
        session->output = output;
        session->output_capacity = capacity;
    }
    memcpy(session->output + session->output_size, line, size);
    session->output_size += size;
    return true;
}

const char *parley_session_output(const parley_session *session, size_t *size) {
    *size = session->output_size;
    return session->output_size > 0 ? session->output : NULL;
}

void parley_session_written(parley_session *session, size_t size) {
    session->output_size -= size;
    memmove(session->output, session->output + size, session->output_size);
}

/* Sends the line, which it frees. */
static unsigned send_line(
    parley_session *session, const char *verb, parley_answer answer, char *line, parley_status *status) {
    if (line == NULL) {
        return 0;
    }
    pending *command = NULL;
    if (session->error.status != PARLEY_OK) {
        *status = session->error.status;
    } else if (!put_output(session, line) || (command = add_pending(session, verb, answer)) == NULL) {
        /* A line without its command would be answered all the same. */
        end(session, PARLEY_NO_MEMORY, "", "no memory for a command", false);
        *status = PARLEY_NO_MEMORY;
    }
    free(line);
    return command != NULL ? command->id : 0;
}

unsigned parley_session_send(
    parley_session *session, parley_answer answer, const char *verb, const char *first, const char *second, int64_t now,
    parley_status *status) {
    session->now = now;
    char *line = parley_command(verb, first, second, status);
    unsigned id = send_line(session, verb, answer, line, status);
    if (id > 0 && strcmp(verb, "since") == 0) {
        parley_copy(session->position, sizeof session->position, first);
    }
    return id;
}

unsigned parley_session_login(
    parley_session *session, const char *nick, const char *token, int64_t now, parley_status *status) {
    session->now = now;
    *status = PARLEY_INVALID_ARGUMENT;
    if (!parley_is_nick(nick) || strlen(nick) >= PARLEY_NICK_SIZE || (token != NULL && !parley_is_token(token))) {
        return 0;
    }
    char *line = parley_login_line(nick, token, status);
    unsigned id = send_line(session, "login", PARLEY_ANSWER_LISTED, line, status);
    if (id > 0) {
        session->login = id;
        parley_copy(session->sent_nick, sizeof session->sent_nick, nick);
    }
    return id;
}

void parley_session_forget(parley_session *session, unsigned id) {
    for (pending *command = session->first; command != NULL; command = command->next) {
        command->forgotten |= command->id == id;
    }
}

/* --- the time --- */

int64_t parley_session_due(const parley_session *session) {
    if (session->error.status != PARLEY_OK) {
        return INT64_MAX;
    }
    return session->first != NULL ? session->first->since + session->patience : session->heard + session->silence;
}

void parley_session_tick(parley_session *session, int64_t now) {
    session->now = now;
    if (now < parley_session_due(session) || session->ending.status != PARLEY_OK) {
        return;
    }
    if (session->first != NULL) {
        char text[64];
        snprintf(text, sizeof text, "no answer to %s within %d ms", session->first->verb, session->patience);
        set_error(&session->ending, PARLEY_TIMEOUT, "", text);
        return;
    }
    /* Before login any line would be a nick. */
    session->heard = now;
    if (session->nick[0] != '\0') {
        parley_status status;
        parley_session_forget(
            session, parley_session_send(session, PARLEY_ANSWER_LISTED, "ping", NULL, NULL, now, &status));
    }
}

void parley_session_resumed(parley_session *session, int64_t now) {
    session->now = now;
    if (session->first != NULL) {
        session->first->since = now;
    }
}

const char *parley_session_nick(const parley_session *session) {
    return session->nick;
}

const char *parley_session_position(const parley_session *session) {
    return session->position;
}
