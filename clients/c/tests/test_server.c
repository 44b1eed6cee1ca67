#include <time.h>
#include <unistd.h>

#include "test.h"

/* The next message with this text, taken from the client's events. */
static void hear(parley_client *client, const char *text, parley_kind kind, char time[PARLEY_TIME_SIZE]) {
    parley_event event;
    while (parley_client_next(client, &event, 60000) == PARLEY_OK) {
        if (event.type == PARLEY_EVENT_MESSAGE && strcmp(event.message.text, text) == 0) {
            CHECK(event.message.kind == kind);
            strcpy(time, event.message.time);
            return;
        }
    }
    CHECK(!"heard");
}

/* A talk with a real server. */
void test_server(void) {
    const char *const addresses[] = {getenv("PARLEY_TEST_SERVER")};
    if (addresses[0] == NULL) {
        return;
    }
    char names[2][40];
    char tag[8] = "";
    for (unsigned long rest = (unsigned long)getpid() ^ (unsigned long)time(NULL); strlen(tag) < 6; rest /= 20) {
        tag[strlen(tag)] = (char)('a' + rest % 20);
    }
    parley_client *clients[2];
    for (int i = 0; i < 2; i++) {
        snprintf(names[i], sizeof names[i], "%s-c%s", i == 0 ? "ann" : "bob", tag);
        parley_options options = {.nick = names[i], .addresses = addresses, .address_count = 1};
        clients[i] = parley_client_new(&options, NULL);
        CHECK(parley_client_connect(clients[i], 60000) == PARLEY_OK);
    }
    char said[PARLEY_TIME_SIZE] = "";
    char heard[PARLEY_TIME_SIZE] = "";
    char again[PARLEY_TIME_SIZE] = "";
    parley_names users;
    parley_messages history;
    CHECK(parley_client_ping(clients[1], 60000) == PARLEY_OK); /* live by now */
    CHECK(parley_client_pub(clients[0], "Hello: \xe4\xbd\xa0  x", "k", said, 60000) == PARLEY_OK);
    hear(clients[1], "Hello: \xe4\xbd\xa0  x", PARLEY_LOBBY, heard);
    SAME(heard, said);
    SAME(parley_client_position(clients[1]), said);
    CHECK(parley_client_pub(clients[0], "again", "k", again, 60000) == PARLEY_OK);
    SAME(again, said);
    CHECK(parley_client_to(clients[0], names[1], "psst", 60000) == PARLEY_OK);
    hear(clients[1], "psst", PARLEY_WHISPER, heard);
    CHECK(parley_client_to(clients[0], "nobody-of-that-name", "psst", 60000) == PARLEY_REFUSED);
    SAME(parley_client_error(clients[0])->code, "no-such-user");
    CHECK(parley_client_users(clients[0], &users, 60000) == PARLEY_OK && users.count >= 2);
    parley_names_free(&users);
    CHECK(parley_client_history(clients[0], 5, &history, 60000) == PARLEY_OK && history.count >= 1);
    parley_messages_free(&history);
    for (int i = 0; i < 2; i++) {
        CHECK(parley_client_downline(clients[i], 60000) == PARLEY_OK);
        parley_client_free(clients[i]);
    }
}
