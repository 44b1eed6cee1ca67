#include "test.h"

static const char lines[] =
    "OK parley/1\r\nOK Welcome ann! x\r\nMISSED 1\r\nLOBBY " T(1) " bob: a\r\nOK 1\r\nUSER ann\r\nOK 1\r\n"
    "LOBBY " T(2) " bob: b\r\nLOBBY " T(1) " bob: a\r\nOK 1\r\nBYE kicked x\r\n";

/* A session from its beginning to its end, with whatever of its requests for memory refused. How many messages it gave. */
static int live(void) {
    parley_status status;
    int given = 0;
    parley_session *session = parley_session_new(0, 1000, 1000);
    if (session == NULL) {
        return 0;
    }
    parley_session_login(session, "ann", NULL, 0, &status);
    parley_session_send(session, PARLEY_ANSWER_DELIVERED, "since", PARLEY_FIRST_TIME, NULL, 0, &status);
    parley_session_send(session, PARLEY_ANSWER_LISTED, "users", NULL, NULL, 0, &status);
    parley_session_send(session, PARLEY_ANSWER_MESSAGES, "history", "1", NULL, 0, &status);
    parley_session_feed(session, lines, sizeof lines - 1, 0);
    bool ended = false;
    for (parley_happening it; (it = parley_session_next(session)).type != PARLEY_NOTHING;) {
        CHECK(!ended);
        given += it.type == PARLEY_PUSHED && it.line.type == PARLEY_LINE_MESSAGE;
        ended = it.type == PARLEY_ENDED;
        CHECK(!ended || it.error.status == PARLEY_BYE || it.error.status == PARLEY_NO_MEMORY);
    }
    CHECK(ended);
    parley_session_free(session);
    return given;
}

static void make_client(void) {
    static const char *const addresses[] = {"127.0.0.1:1", "[::1]:1"};
    parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 2};
    parley_error error;
    parley_client *client = parley_client_new(&options, &error);
    CHECK(client != NULL || error.status == PARLEY_NO_MEMORY);
    parley_event event;
    if (client != NULL) {
        CHECK(parley_client_next(client, &event, 0) == PARLEY_TIMEOUT);
        parley_status status = parley_client_pub(client, "x", NULL, NULL, 0);
        CHECK(status == PARLEY_TIMEOUT || status == PARLEY_NO_MEMORY);
        parley_client_free(client);
    }
}

void test_memory(void) {
    CHECK(live() == 2);
    long nth = 1;
    for (bool failed = true; failed; nth++) {
        fail_memory(nth);
        live();
        failed = fail_memory(0);
    }
    CHECK(nth > 10);
    nth = 1;
    for (bool failed = true; failed; nth++) {
        fail_memory(nth);
        make_client();
        failed = fail_memory(0);
    }
    CHECK(nth > 4);
}
