/*
 * An echo bot: says again what begins with "!echo ". PARLEY_HOST, PARLEY_PORT and PARLEY_NICK say where, and under which name.
 *
 * Whispered "!users", it tells how many are online; whispered "!quit", it leaves. Exit 3: the server wants it gone; 4: no name is free.
 */
#include <parley.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ECHO "!echo "

/* ann, ann-2, … ann-9. */
static bool another(void *first, const char *taken, int count, char *nick, size_t size) {
    (void)taken;
    snprintf(nick, size, "%s-%d", (const char *)first, count + 1);
    return count < 9;
}

/* What can't be said, is refused or is lost is dropped; what ends the client comes as an event. */
static void answer(parley_client *chat, const parley_message *message) {
    bool whisper = message->kind == PARLEY_WHISPER;
    if (strncmp(message->text, ECHO, strlen(ECHO)) == 0 && !message->mine) {
        const char *rest = message->text + strlen(ECHO);
        if (whisper) {
            parley_client_to(chat, message->nick, rest, -1);
        } else if (message->kind == PARLEY_LOBBY) {
            parley_client_pub(chat, rest, NULL, NULL, -1);
        }
    } else if (whisper && strcmp(message->text, "!users") == 0) {
        parley_names names;
        if (parley_client_users(chat, &names, -1) == PARLEY_OK) {
            char count[24];
            snprintf(count, sizeof count, "%zu", names.count);
            parley_client_to(chat, message->nick, count, -1);
        }
        parley_names_free(&names);
    }
}

static int give_up(const parley_error *error) {
    bool name = error->status == PARLEY_INVALID_ARGUMENT || strncmp(error->code, "nick-", 5) == 0;
    fprintf(stderr, "echo: %s %s\n", error->code, error->text);
    return name ? 4 : 3;
}

int main(void) {
    const char *host = getenv("PARLEY_HOST");
    const char *port = getenv("PARLEY_PORT");
    const char *nick = getenv("PARLEY_NICK");
    char address[300];
    if (nick == NULL) {
        fprintf(stderr, "echo: PARLEY_NICK is not set\n");
        return 4;
    }
    snprintf(address, sizeof address, host != NULL && strchr(host, ':') != NULL ? "[%s]:%s" : "%s:%s",
        host != NULL ? host : "localhost", port != NULL ? port : "7070");
    const char *const addresses[] = {address};
    parley_options options = {
        .nick = nick,
        .addresses = addresses,
        .address_count = 1,
        .chooser = another,
        .chooser_data = (void *)nick,
    };
    parley_error error;
    parley_client *chat = parley_client_new(&options, &error);
    if (chat == NULL) {
        return give_up(&error);
    }
    int status = 0;
    for (parley_event event = {0}; event.type != PARLEY_EVENT_CLOSED;) {
        if (parley_client_next(chat, &event, -1) != PARLEY_OK) {
            break;
        }
        bool message = event.type == PARLEY_EVENT_MESSAGE;
        if (message && event.message.kind == PARLEY_WHISPER && strcmp(event.message.text, "!quit") == 0) {
            parley_client_downline(chat, -1);
            break;
        }
        if (message) {
            answer(chat, &event.message);
        } else if (event.type == PARLEY_EVENT_CLOSED) {
            status = give_up(&event.error);
        }
    }
    parley_client_free(chat);
    return status;
}
