#include "test.h"

static parley_status status;

/* A session that is logged in as ann, at time 0, with 10 s of patience and 30 of silence. */
static parley_session *logged_in(void) {
    parley_session *session = parley_session_new(0, 10000, 30000);
    const char *lines = "OK parley/1 Hello.\r\nOK Welcome back ann! Hello.\r\n";
    CHECK(parley_session_login(session, "ann", TOKEN, 0, &status) > 0);
    parley_session_feed(session, lines, strlen(lines), 0);
    CHECK(parley_session_next(session).type == PARLEY_GREETED);
    CHECK(parley_session_next(session).type == PARLEY_ANSWERED);
    SAME(parley_session_nick(session), "ann");
    size_t size;
    const char *output = parley_session_output(session, &size);
    CHECK(size == strlen("ann " TOKEN "\r\n") && memcmp(output, "ann " TOKEN "\r\n", size) == 0);
    parley_session_written(session, size);
    return session;
}

static void feed(parley_session *session, const char *lines) {
    parley_session_feed(session, lines, strlen(lines), 0);
}

static unsigned sent(parley_session *session, parley_answer answer, const char *verb, const char *first) {
    unsigned id = parley_session_send(session, answer, verb, first, NULL, 0, &status);
    CHECK(id > 0);
    return id;
}

/* What happens, a word each: texts of messages, ?n for missed, =text for OK, !code for ERR, and what belongs to an answer in brackets. */
static void happens(parley_session *session, const char *expected) {
    char all[1024] = "";
    for (parley_happening it; (it = parley_session_next(session)).type != PARLEY_NOTHING;) {
        char word[256] = "";
        if (it.type == PARLEY_PUSHED && it.line.type == PARLEY_LINE_MISSED) {
            snprintf(word, sizeof word, "?%lld ", it.line.missed);
        } else if (it.type == PARLEY_PUSHED) {
            snprintf(word, sizeof word, "%s%s ", it.line.message.text, it.line.message.mine ? "(mine)" : "");
        } else if (it.type == PARLEY_ENDED) {
            snprintf(word, sizeof word, "end:%d%s ", it.error.status, it.error.code);
        } else {
            bool ok = it.line.type == PARLEY_LINE_OK;
            snprintf(word, sizeof word, "%c%s", ok ? '=' : '!', ok ? it.line.text : it.line.code);
            for (size_t i = 0; i < it.count; i++) {
                snprintf(word + strlen(word), sizeof word - strlen(word), "[%s]", it.lines[i].text);
            }
            strcat(word, " ");
        }
        strcat(all, word);
    }
    SAME(all, expected);
}

#define LOBBY(n, text) "LOBBY " T(n) " bob: " text "\r\n"
#define PSST "WHISPER " T(9) " bob: psst\r\n"

static void test_answers(void) {
    parley_session *session = logged_in();
    sent(session, PARLEY_ANSWER_LISTED, "users", NULL);
    sent(session, PARLEY_ANSWER_LISTED, "ping", NULL);
    feed(session, LOBBY(1, "a") "USER ann\r\nFOO\r\nUSER bob\r\nOK 2\r\nLOBBY " T(2) " ann: b\r\nOK pong\r\nOK stray\r\n");
    happens(session, "a =2[ann][bob] b(mine) =pong ");
    SAME(parley_session_position(session), T(2));
    unsigned id = sent(session, PARLEY_ANSWER_LISTED, "ping", NULL);
    parley_session_forget(session, id);
    sent(session, PARLEY_ANSWER_LISTED, "mark", NULL);
    feed(session, "OK pong\r\nOK x\r\n");
    happens(session, "=x ");
    parley_session_free(session);
}

static void test_history(void) {
    parley_session *session = logged_in();
    sent(session, PARLEY_ANSWER_MESSAGES, "history", "2");
    feed(session, LOBBY(5, "pushed") PSST "MISSED 3\r\n" LOBBY(3, "old") LOBBY(4, "er") "OK 2\r\n");
    happens(session, "pushed psst ?3 =2[old][er] ");
    SAME(parley_session_position(session), T(5));
    sent(session, PARLEY_ANSWER_MESSAGES, "history", "9");
    feed(session, LOBBY(5, "known") LOBBY(6, "pushed") PSST "ERR unavailable Later.\r\n");
    happens(session, "pushed psst !unavailable ");
    sent(session, PARLEY_ANSWER_MESSAGES, "search", "x");
    feed(session, LOBBY(7, "?") PSST);
    parley_session_lost(session, "reset");
    happens(session, "psst end:3 ");
    SAME(parley_session_position(session), T(6));
    CHECK(parley_session_send(session, PARLEY_ANSWER_LISTED, "ping", NULL, NULL, 0, &status) == 0 && status == PARLEY_CONNECTION_LOST);
    parley_session_free(session);
}

static void test_bye(void) {
    parley_session *session = logged_in();
    sent(session, PARLEY_ANSWER_MESSAGES, "history", "9");
    feed(session, LOBBY(6, "pushed") PSST "BYE kicked Enough.\r\n" LOBBY(7, "behind"));
    happens(session, "pushed psst end:2kicked ");
    happens(session, "");
    parley_session_free(session);
}

static void test_since(void) {
    parley_session *session = logged_in();
    sent(session, PARLEY_ANSWER_DELIVERED, "since", T(1));
    feed(session, "MISSED 2\r\n" LOBBY(1, "known") LOBBY(2, "a") "MISSED ?\r\nERR unavailable Later.\r\n");
    happens(session, "?2 a !unavailable ");
    sent(session, PARLEY_ANSWER_DELIVERED, "since", parley_session_position(session));
    feed(session, "MISSED ?\r\n" LOBBY(3, "b") "MISSED 1\r\nOK 1\r\n");
    happens(session, "?-1 b ?1 =1 ");
    parley_session_free(session);
}

static void test_names(void) {
    parley_session *session = logged_in();
    CHECK(parley_session_add_name(session, "bob"));
    feed(session, LOBBY(1, "a"));
    happens(session, "a(mine) ");
    parley_session_drop_names(session);
    feed(session, LOBBY(2, "b") "LOBBY " T(3) " ann: c\r\n");
    happens(session, "b c(mine) ");
    parley_session_free(session);
}

static void test_time(void) {
    parley_session *session = logged_in();
    CHECK(parley_session_due(session) == 30000);
    parley_session_tick(session, 29999);
    size_t size;
    CHECK(parley_session_output(session, &size) == NULL);
    parley_session_tick(session, 30000);
    CHECK(parley_session_output(session, &size) != NULL && size == strlen("ping\r\n"));
    CHECK(parley_session_due(session) == 40000);
    parley_session_feed(session, "OK pong\r\n", 9, 35000);
    happens(session, "");
    CHECK(parley_session_due(session) == 65000);
    CHECK(parley_session_send(session, PARLEY_ANSWER_LISTED, "ping", NULL, NULL, 35000, &status) > 0);
    parley_session_feed(session, "USER x\r\n", 8, 44999);
    happens(session, "");
    parley_session_resumed(session, 44999);
    parley_session_tick(session, 54998);
    happens(session, "");
    parley_session_tick(session, 54999);
    happens(session, "end:5 ");
    parley_session_free(session);

    session = parley_session_new(0, 10000, 30000);
    parley_session_tick(session, 10000);
    happens(session, "end:5 ");
    parley_session_free(session);
}

void test_session(void) {
    test_answers();
    test_history();
    test_bye();
    test_since();
    test_names();
    test_time();
}
