#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "test.h"

#define LOBBY(n, text) "< LOBBY " T(n) " bob: " text "\n"

static bool second_name(void *data, const char *taken, int count, char *nick, size_t size) {
    (void)data;
    snprintf(nick, size, "%.32s-2", taken);
    return count < 3;
}

static parley_client *client_to(const char *address, const char *since, parley_chooser chooser) {
    const char *const addresses[] = {address};
    parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 1, .since = since, .chooser = chooser};
    parley_error error;
    parley_client *client = parley_client_new(&options, &error);
    CHECK(client != NULL);
    return client;
}

/* One event as a word. */
static void append(char *all, size_t size, const parley_event *event) {
    char word[300];
    switch (event->type) {
        case PARLEY_EVENT_MESSAGE:
            snprintf(word, sizeof word, "%.200s%s ", event->message.text, event->message.mine ? "(mine)" : "");
            break;
        case PARLEY_EVENT_MISSED:
            snprintf(word, sizeof word, "?%lld ", event->missed);
            break;
        case PARLEY_EVENT_CONNECTED:
            snprintf(word, sizeof word, "+%s ", event->nick);
            break;
        case PARLEY_EVENT_DISCONNECTED:
            snprintf(word, sizeof word, "- ");
            break;
        default:
            snprintf(word, sizeof word, "%d%s", event->error.status, event->error.code);
    }
    strncat(all, word, size - strlen(all) - 1);
}

/* Its events from now on, as words, to the last. */
static void events(parley_client *client, const char *expected) {
    char all[2000] = "";
    parley_event event = {0};
    while (event.type != PARLEY_EVENT_CLOSED) {
        if (parley_client_next(client, &event, 60000) != PARLEY_OK) {
            strcat(all, "(none)");
            break;
        }
        append(all, sizeof all, &event);
    }
    SAME(all, expected);
}

static void plays(const char *steps, const char *since, parley_chooser chooser, const char *expected) {
    script_server *script = script_start(steps);
    parley_client *client = client_to(script_address(script), since, chooser);
    events(client, expected);
    parley_client_free(client);
    script_join(script);
}

static void test_going_on(void) {
    plays(
        FRESH LOBBY(1, "one") LOBBY(2, "two") "< BYE shutdown Back soon.\n|\n"
        BACK "> since " T(2) "\n" LOBBY(3, "three") "|\n"
        BACK "> since " T(3) "\n< MISSED 1\n" LOBBY(4, "four") "< OK 1\n" ENTER LOBBY(5, "five") "<< LOBBY " T(6) " bob: to\n|\n"
        BACK "> since " T(5) "\n" LOBBY(6, "torn") "< OK 1\n" ENTER "|\n"
        BANNED,
        NULL, NULL, "+ann one two - +ann three - +ann ?1 four five - +ann torn - 1banned");
    plays(
        LOGIN "> since " T(7) "\n< MISSED ?\n" LOBBY(8, "a") "< ERR unavailable Later.\n"
        "> since " T(8) "\n< OK 0\n" ENTER "|\n" BANNED,
        T(7), NULL, "+ann ?-1 a - 1banned");
}

static void test_doors(void) {
    static const char *const passing[] = {"ERR full x", "ERR unavailable x", "ERR rate-limited x", "ERR new x", "BYE shutdown x"};
    static const char *const other_ends[] = {"shutdown", "nick-lost", "flood", "something", "login-timeout"};
    static const char *const final_ends[] = {"kicked", "banned", "replaced"};
    static const char *const final_names[] = {"taken", "invalid", "blank", "reserved"};
    char steps[2000];
    char expected[100];
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        snprintf(steps, sizeof steps, "< %s\n|\n" FRESH "|\n" BANNED, passing[i]);
        plays(steps, NULL, NULL, "+ann - 1banned");
    }
    for (size_t i = 0; i < sizeof other_ends / sizeof *other_ends; i++) {
        snprintf(steps, sizeof steps, FRESH "< BYE %s x\n|\n" BACK "> since " T(0) "\n< OK 0\n" ENTER "|\n" BANNED, other_ends[i]);
        plays(steps, NULL, NULL, "+ann - +ann - 1banned");
    }
    for (size_t i = 0; i < sizeof final_ends / sizeof *final_ends; i++) {
        snprintf(steps, sizeof steps, FRESH LOBBY(1, "a") "< BYE %s x\n|\n", final_ends[i]);
        snprintf(expected, sizeof expected, "+ann a - 2%s", final_ends[i]);
        plays(steps, NULL, NULL, expected);
    }
    for (size_t i = 0; i < sizeof final_names / sizeof *final_names; i++) {
        snprintf(steps, sizeof steps, "< OK parley/1\n> ann\n< ERR nick-%s x\n", final_names[i]);
        snprintf(expected, sizeof expected, "1nick-%s", final_names[i]);
        plays(steps, NULL, NULL, expected);
    }
    plays("< OK parley/1\n> ann\n< ERR unavailable x\n> ann\n< OK Welcome ann! x\n> mark\n< OK " T(0) "\n" ENTER "|\n" BANNED, NULL, NULL, "+ann - 1banned");
    plays("< OK parley/2\n|\n" BANNED, NULL, NULL, "1banned");
}

static void test_names(void) {
    plays(
        FRESH "< LOBBY " T(1) " ann: 1\n< LOBBY " T(2) " ann-2: 2\n|\n"
        "< OK parley/1\n> ann " TOKEN "\n< ERR nick-taken x\n> ann-2\n< OK Welcome ann-2! x\n"
        "> since " T(2) "\n< LOBBY " T(3) " ann: 3\n< LOBBY " T(4) " ann-2: 4\n< OK 2\n" ENTER
        "< LOBBY " T(5) " ann: 5\n< LOBBY " T(6) " ann-2: 6\n|\n"
        "< OK parley/1\n> ann-2 " TOKEN "\n< ERR nick-taken x\n> ann\n< OK Welcome ann! x\n> since " T(6) "\n< OK 0\n" ENTER "|\n" BANNED,
        NULL, second_name, "+ann 1(mine) 2 - +ann-2 3(mine) 4(mine) 5 6(mine) - +ann - 1banned");
    plays(
        "< OK parley/1\n> ann\n< ERR nick-taken x\n> ann-2\n< ERR nick-taken x\n> ann-2-2\n< ERR nick-taken x\n", NULL, second_name,
        "1nick-taken");
    plays(
        FRESH "|\n< OK parley/1\n> ann " TOKEN "\n< ERR nick-taken x\n|\n" BACK "> since " T(0) "\n< OK 0\n" ENTER "|\n" BANNED, NULL, NULL,
        "+ann - +ann - 1banned");
}

static void test_pub(void) {
    script_server *script = script_start(
        FRESH "> once k  hi\n|\n" BACK "> since " T(0) "\n< LOBBY " T(1) " ann:  hi\n< OK 1\n" ENTER
        "> once k  hi\n< ERR unavailable x\n> once k  hi\n< OK " T(1) "\n> once * a\n< OK " T(2) "\n> once * b\n< ERR usage x\n");
    parley_client *client = client_to(script_address(script), NULL, NULL);
    char time[PARLEY_TIME_SIZE];
    CHECK(parley_client_pub(client, " hi", "k", time, -1) == PARLEY_OK);
    SAME(time, T(1));
    CHECK(parley_client_pub(client, "a", NULL, NULL, -1) == PARLEY_OK);
    CHECK(parley_client_pub(client, "b", NULL, NULL, -1) == PARLEY_REFUSED);
    SAME(parley_client_error(client)->code, "usage");
    CHECK(parley_client_pub(client, " ", NULL, NULL, -1) == PARLEY_INVALID_ARGUMENT);
    CHECK(parley_client_pub(client, "a\nb", NULL, NULL, -1) == PARLEY_INVALID_ARGUMENT);
    CHECK(parley_client_pub(client, "a", "k k", NULL, -1) == PARLEY_INVALID_ARGUMENT);
    parley_client_free(client);
    script_join(script);
}

/* Under another name what was said under the one before is looked for. */
static void test_pub_under_another_name(void) {
    for (int said = 0; said < 2; said++) {
        char steps[2000];
        snprintf(
            steps, sizeof steps,
            FRESH "> once k hi \n|\n< OK parley/1\n> ann " TOKEN "\n< ERR nick-taken x\n> ann-2\n< OK Welcome ann-2! x\n"
            "> since " T(0) "\n< LOBBY " T(3) " %s: hi\n< OK 1\n" ENTER "%s",
            said ? "ann" : "bob", said ? "" : "> once k hi \n< OK " T(4) "\n");
        script_server *script = script_start(steps);
        parley_client *client = client_to(script_address(script), NULL, second_name);
        char time[PARLEY_TIME_SIZE] = "";
        CHECK(parley_client_pub(client, "hi ", "k", time, -1) == PARLEY_OK);
        SAME(time, said ? T(3) : T(4));
        parley_client_free(client);
        script_join(script);
    }
}

static void test_questions(void) {
    script_server *script = script_start(
        FRESH "> users\n|\n" BACK "> since " T(0) "\n< OK 0\n" ENTER "> users\n" LOBBY(1, "a") "< USER ann\n< USER bob\n< OK 2\n"
        "> history 2\n" LOBBY(2, "b") LOBBY(1, "a") LOBBY(2, "b") "< OK 2\n> search a\n< ERR unavailable x\n> ping\n< OK pong\n"
        "> to bob hi\n|\n" BACK "> since " T(2) "\n< OK 0\n" ENTER LOBBY(3, "c") "> ping\n< OK pong\n> downline\n< OK Thank you\n|\n");
    parley_client *client = client_to(script_address(script), NULL, NULL);
    parley_names names;
    parley_messages messages;
    CHECK(parley_client_connect(client, -1) == PARLEY_OK);
    CHECK(parley_client_users(client, &names, -1) == PARLEY_OK);
    CHECK(names.count == 2);
    SAME(names.names[1], "bob");
    parley_names_free(&names);
    CHECK(parley_client_history(client, 2, &messages, -1) == PARLEY_OK);
    CHECK(messages.count == 2);
    SAME(messages.messages[1].text, "b");
    parley_messages_free(&messages);
    CHECK(parley_client_history(client, 0, &messages, -1) == PARLEY_INVALID_ARGUMENT);
    CHECK(parley_client_search(client, "\t", &messages, -1) == PARLEY_INVALID_ARGUMENT);
    CHECK(parley_client_search(client, "a", &messages, -1) == PARLEY_REFUSED);
    CHECK(parley_client_ping(client, -1) == PARLEY_OK);
    CHECK(parley_client_to(client, "b b", "hi", -1) == PARLEY_INVALID_ARGUMENT);
    CHECK(parley_client_to(client, "bob", "hi", -1) == PARLEY_CONNECTION_LOST);
    CHECK(parley_client_ping(client, -1) == PARLEY_OK);
    SAME(parley_client_position(client), T(0));
    CHECK(parley_client_downline(client, -1) == PARLEY_OK);
    events(client, "+ann - +ann a b - +ann c 0");
    SAME(parley_client_position(client), T(3));
    CHECK(parley_client_ping(client, -1) == PARLEY_CONNECTION_LOST);
    parley_client_free(client);
    script_join(script);
}

/* A crowd doesn't come back all at once. */
static void test_backoff(void) {
    static struct parley_client client;
    client.random = 1;
    int seen[FIRST_BACKOFF] = {0};
    for (int person = 0; person < 1000; person++) {
        int last = 0;
        int first = parley_backoff(&client, &last);
        CHECK(first >= FIRST_BACKOFF / 2 && first < FIRST_BACKOFF / 2 + FIRST_BACKOFF);
        seen[first - FIRST_BACKOFF / 2]++;
        CHECK(parley_backoff(&client, &last) == 2 * first);
        for (int more = 0; more < 20; more++) {
            parley_backoff(&client, &last);
        }
        CHECK(parley_backoff(&client, &last) == 30000);
    }
    for (int wait = 0; wait < FIRST_BACKOFF; wait++) {
        CHECK(seen[wait] > 50);
    }
}

static void test_waiting_at_the_server(void) {
    char steps[8000] = FRESH "> ping\n";
    char expected[2000] = "+ann ";
    for (int i = 0; i < 40; i++) {
        snprintf(steps + strlen(steps), 100, "< LOBBY 2026-11-23T10:00:00.%06dZ bob: %d\n", i + 1, i);
        snprintf(expected + strlen(expected), 20, "%d ", i);
    }
    strcat(steps, "< OK pong\n> live off\n> ping\n< OK\n< OK pong\n> live\n< LOBBY 2026-11-23T10:00:01.000000Z bob: last\n< OK\n< BYE kicked x\n");
    strcat(expected, "last - 2kicked");
    script_server *script = script_start(steps);
    const char *const addresses[] = {script_address(script)};
    parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 1, .backlog = 2};
    parley_client *client = parley_client_new(&options, NULL);
    CHECK(parley_client_ping(client, -1) == PARLEY_OK);
    CHECK(parley_client_ping(client, -1) == PARLEY_OK);
    events(client, expected);
    parley_client_free(client);
    script_join(script);
}

static void test_addresses(void) {
    script_server *first = script_start(FRESH "|\n");
    script_server *second = script_start(BACK "> since " T(0) "\n< OK 0\n" ENTER "< BYE kicked x\n|\n");
    const char *const addresses[] = {script_address(first), script_address(second)};
    parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 2};
    parley_client *client = parley_client_new(&options, NULL);
    events(client, "+ann - +ann - 2kicked");
    parley_client_free(client);
    script_join(first);
    script_join(second);
    static const char *const wrong[] = {"", ":1", "h:", "h:x", "h:0", "h:65536", "h h:1", "[::1", "[::1]x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        parley_error error;
        parley_options invalid = {.nick = "ann", .addresses = &wrong[i], .address_count = 1};
        CHECK(parley_client_new(&invalid, &error) == NULL && error.status == PARLEY_INVALID_ARGUMENT);
    }
    static const char *const nicks[] = {"", "a b", "a\n"};
    for (size_t i = 0; i < sizeof nicks / sizeof *nicks; i++) {
        parley_error error;
        parley_options invalid = {.nick = nicks[i], .addresses = addresses, .address_count = 1};
        CHECK(parley_client_new(&invalid, &error) == NULL && error.status == PARLEY_INVALID_ARGUMENT);
    }
}

static void test_silence(void) {
    script_server *script = script_start(FRESH "> ping\n|\n" BACK "> since " T(0) "\n< OK 0\n" ENTER "> ping\n< OK pong\n< BYE kicked x\n|\n");
    const char *const addresses[] = {script_address(script)};
    parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 1, .silence = 1};
    parley_client *client = parley_client_new(&options, NULL);
    parley_event event;
    CHECK(parley_client_next(client, &event, -1) == PARLEY_OK && event.type == PARLEY_EVENT_CONNECTED);
    events(client, "- +ann - 2kicked");
    parley_client_free(client);
    script_join(script);
}

/* By an event loop of the application's own. */
static void test_polling(void) {
    script_server *script = script_start(FRESH LOBBY(1, "a") "< BYE kicked x\n|\n");
    parley_client *client = client_to(script_address(script), NULL, NULL);
    char all[200] = "";
    parley_event event = {0};
    while (event.type != PARLEY_EVENT_CLOSED) {
        struct pollfd polled = {.fd = parley_client_fd(client), .events = parley_client_poll_events(client)};
        poll(&polled, polled.fd >= 0, parley_client_poll_timeout(client));
        while (parley_client_next(client, &event, 0) == PARLEY_OK) {
            append(all, sizeof all, &event);
        }
    }
    SAME(all, "+ann a - 2kicked");
    parley_client_free(client);
    script_join(script);
}

static void test_tls(void) {
    char folder[] = "/tmp/parley-test-XXXXXX";
    char command[500];
    char chain[100];
    if (!parley_has_tls() || mkdtemp(folder) == NULL) {
        return;
    }
    snprintf(chain, sizeof chain, "%s/chain.pem", folder);
    snprintf(command, sizeof command,
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout %s/key.pem -out %s -days 2 -subj /CN=test -addext "
        "subjectAltName=IP:127.0.0.1 2>/dev/null", folder, chain);
    if (system(command) == 0) {
        script_server *script = script_start_tls(FRESH LOBBY(1, "a") "> ping\n< OK pong\n< BYE kicked x\n|\n", folder);
        const char *const addresses[] = {script_address(script)};
        parley_options options = {.nick = "ann", .addresses = addresses, .address_count = 1, .tls = true, .tls_ca_file = chain};
        parley_client *client = parley_client_new(&options, NULL);
        CHECK(parley_client_ping(client, -1) == PARLEY_OK);
        events(client, "+ann a - 2kicked");
        parley_client_free(client);
        script_join(script);

        /* Nobody vouches for it. */
        script = script_start_tls("> \n|\n", folder);
        const char *const others[] = {script_address(script)};
        parley_options strict = {.nick = "ann", .addresses = others, .address_count = 1, .tls = true};
        client = parley_client_new(&strict, NULL);
        do {
            parley_event event;
            CHECK(parley_client_next(client, &event, 0) == PARLEY_TIMEOUT);
        } while (parley_client_fd(client) < 0);
        while (parley_client_fd(client) >= 0) {
            parley_event event;
            CHECK(parley_client_next(client, &event, 100) == PARLEY_TIMEOUT);
        }
        parley_client_free(client);
        script_join(script);
    } else {
        fprintf(stderr, "no openssl: TLS is not tried\n");
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK(system(command) == 0);
}

void test_client(void) {
    test_going_on();
    test_doors();
    test_names();
    test_pub();
    test_pub_under_another_name();
    test_questions();
    test_backoff();
    test_waiting_at_the_server();
    test_addresses();
    test_silence();
    test_polling();
    test_tls();
}

/* --- the example --- */

static void runs(const char *steps, int expected) {
    script_server *script = script_start(steps);
    const char *port = strchr(script_address(script), ':') + 1;
    pid_t bot = fork();
    if (bot == 0) {
        setenv("PARLEY_HOST", "127.0.0.1", 1);
        setenv("PARLEY_PORT", port, 1);
        setenv("PARLEY_NICK", "ann", 1);
        execl(ECHO, "echo", (char *)NULL);
        _exit(127);
    }
    int status = -1;
    CHECK(waitpid(bot, &status, 0) == bot && WIFEXITED(status) && WEXITSTATUS(status) == expected);
    script_join(script);
}

void test_echo(void) {
    runs(
        FRESH LOBBY(1, "!echo  a ") "< LOBBY " T(2) " ann: !echo b\n" LOBBY(3, "!echo  ") LOBBY(4, "!ECHO c") LOBBY(5, "!echo")
        "> once *  a \n< OK " T(6) "\n< WHISPER " T(9) " bob: !echo d\n< WHISPER " T(9) " bob: !users\n< FOO bar\n< WHISPER " T(9) " bob: !quit\n"
        "> to bob d\n< ERR no-such-user x\n> users\n< USER ann\n< USER bob\n< OK 2\n> to bob 2\n< OK\n> downline\n< OK Thank you\n|\n", 0);
    runs(FRESH "< BYE kicked x\n|\n", 3);
    runs(BANNED, 3);
    runs("< OK parley/1\n> ann\n< ERR nick-reserved x\n", 4);
}
