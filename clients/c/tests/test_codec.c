#include <dirent.h>

#include "test.h"
#include "text.h"

/* Writes a parsed line again, as it came. */
static void write_again(const parley_line *line, const char *word, char *to, size_t size) {
    const parley_message *message = &line->message;
    if (line->type == PARLEY_LINE_MESSAGE) {
        snprintf(to, size, "%s %s %s: %s", word, message->time, message->nick, message->text);
    } else if (line->type == PARLEY_LINE_ERR || line->type == PARLEY_LINE_BYE) {
        snprintf(to, size, "%s %s%s%s", word, line->code, *line->text != '\0' ? " " : "", line->text);
    } else if (line->type == PARLEY_LINE_MISSED) {
        snprintf(to, size, line->missed < 0 ? "MISSED ?" : "MISSED %lld", line->missed);
    } else {
        snprintf(to, size, "%s%s%s", word, *line->text != '\0' ? " " : "", line->text);
    }
}

/* In a line of a transcript, in place of {time}, {n} and {any} what they may stand for. */
static void fill(char *line) {
    char out[8192];
    size_t length = 0;
    for (const char *at = line; *at != '\0';) {
        const char *put = NULL;
        if (strncmp(at, "{time", 5) == 0) {
            put = T(1);
        } else if (strncmp(at, "{n}", 3) == 0) {
            put = "7";
        } else if (strncmp(at, "{any}", 5) == 0) {
            put = "some: text";
        }
        if (put != NULL) {
            length += (size_t)snprintf(out + length, sizeof out - length, "%s", put);
            at = strchr(at, '}') + 1;
        } else {
            out[length++] = *at++;
        }
    }
    out[length] = '\0';
    strcpy(line, out);
}

static int play(const char *path) {
    char line[8192];
    int seen = 0;
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    while (file != NULL && fgets(line, sizeof line / 2, file) != NULL) {
        char *said = strstr(line, " < ");
        line[strcspn(line, "\n")] = '\0';
        if (said == NULL || strspn(line, "abcdefghijklmnopqrstuvwxyz") != (size_t)(said - line) || strncmp(line, "direct", 6) == 0) {
            continue;
        }
        char again[8192];
        char word[16];
        said += 3;
        fill(said);
        char *copy = strdup(said);
        sscanf(said, "%15s", word);
        parley_line parsed = parley_parse(copy);
        CHECK(parsed.type != PARLEY_LINE_UNKNOWN);
        write_again(&parsed, word, again, sizeof again);
        SAME(again, said);
        free(copy);
        seen++;
    }
    if (file != NULL) {
        fclose(file);
    }
    return seen;
}

static void test_transcripts(void) {
    const char *folder = "../../protocol/vectors";
    int seen = 0;
    DIR *vectors = opendir(folder);
    CHECK(vectors != NULL);
    for (struct dirent *entry; vectors != NULL && (entry = readdir(vectors)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (strstr(entry->d_name, ".txt") != NULL) {
            seen += play(path);
        }
    }
    if (vectors != NULL) {
        closedir(vectors);
    }
    CHECK(seen > 250);
}

static void expect_lines(parley_decoder *decoder, const char *const *lines, size_t *at) {
    for (char *line; (line = parley_decoder_next(decoder)) != NULL;) {
        SAME(line, lines[(*at)++]);
    }
}

static void test_splits(void) {
    static const char data[] = "LOBBY x b\xc3\xb3""b: \xf0\x9f\x9a\x80\xe2\x80\xa8\xc2\x85 \r x \r\nOK 1\n\nBYE kicked \r\nrest";
    static const char *const lines[] = {
        "LOBBY x b\xc3\xb3""b: \xf0\x9f\x9a\x80\xe2\x80\xa8\xc2\x85 \r x ", "OK 1", "", "BYE kicked ", NULL};
    for (size_t cut = 0; cut < sizeof data; cut++) {
        parley_decoder *decoder = parley_decoder_new();
        size_t at = 0;
        CHECK(parley_decoder_feed(decoder, data, cut) == PARLEY_OK);
        expect_lines(decoder, lines, &at);
        CHECK(parley_decoder_feed(decoder, data + cut, sizeof data - 1 - cut) == PARLEY_OK);
        expect_lines(decoder, lines, &at);
        CHECK(at == 4);
        parley_decoder_free(decoder);
    }
}

static void test_long_lines(void) {
    enum { LONG = 300000 };
    static char data[LONG + 3];
    memset(data, 'x', LONG);
    memcpy(data + LONG, "\r\n", 2);
    parley_decoder *decoder = parley_decoder_new();
    CHECK(parley_decoder_feed(decoder, data, LONG + 2) == PARLEY_OK);
    char *line = parley_decoder_next(decoder);
    CHECK(line != NULL && strlen(line) == LONG);
    int fed = 0;
    while (parley_decoder_feed(decoder, data, LONG) == PARLEY_OK && fed < 100) {
        fed++;
    }
    CHECK(fed < 20);
    parley_decoder_free(decoder);
}

static parley_line parse(const char *text) {
    static char line[256];
    snprintf(line, sizeof line, "%s", text);
    return parley_parse(line);
}

static void test_lines(void) {
    parley_line line = parse("LOBBY " T(1) " : ");
    SAME(line.message.nick, "");
    SAME(line.message.text, "");
    line = parse("LOBBY " T(1) " a:b: c: d");
    SAME(line.message.nick, "a:b");
    SAME(line.message.text, "c: d");
    static const char *const unknown[] = {"", " OK", "ok", "LOBBY", "LOBBY now ann: hi", "FOO bar", "OKAY"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        line = parse(unknown[i]);
        CHECK(line.type == PARLEY_LINE_UNKNOWN);
        SAME(line.text, unknown[i]);
    }
    static const char *const numberless[] = {"MISSED", "MISSED ?", "MISSED -1", "MISSED 1x", "MISSED 9999999999999999999"};
    for (size_t i = 0; i < sizeof numberless / sizeof *numberless; i++) {
        CHECK(parse(numberless[i]).missed == -1);
    }
    char bad[] = "OK \xff\xc0\xaf\xed\xa0\x80 \xc3";
    parley_mend(bad, sizeof bad - 1);
    SAME(bad, "OK ?????? ?");
}

static void refused(const char *verb, const char *first, const char *second) {
    parley_status status = PARLEY_OK;
    char *line = parley_command(verb, first, second, &status);
    CHECK(line == NULL && status == PARLEY_INVALID_ARGUMENT);
    if (line != NULL) {
        fprintf(stderr, "%s", line);
    }
    free(line);
}

static void written(const char *verb, const char *first, const char *second, const char *expected) {
    parley_status status = PARLEY_INVALID_ARGUMENT;
    char *line = parley_command(verb, first, second, &status);
    CHECK(line != NULL && status == PARLEY_OK);
    SAME(line != NULL ? line : "", expected);
    free(line);
}

static void test_commands(void) {
    written("ping", NULL, NULL, "ping\r\n");
    written("pub", "  a: b ", NULL, "pub   a: b \r\n");
    written("once", "a.B_-9", "\xc3\xa9", "once a.B_-9 \xc3\xa9\r\n");
    written("to", "a\xe2\x80\x8c" "b", " x", "to a\xe2\x80\x8c" "b  x\r\n");
    written("since", PARLEY_FIRST_TIME, NULL, "since " PARLEY_FIRST_TIME "\r\n");
    static char longest[PARLEY_MAX_SENT + 2];
    memset(longest, 'x', PARLEY_MAX_SENT + 1);
    const char *texts[] = {"", " ", "\xe3\x80\x80", "\t", "\xc2\x85", "\xe2\x80\xa8", "a\nb", "a\rb", "a\n", "\xff", "\xed\xa0\x80", longest};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        refused("pub", texts[i], NULL);
        refused("search", texts[i], NULL);
        refused("once", "k", texts[i]);
        refused("to", "bob", texts[i]);
    }
    const char *nicks[] = {"", " ", "\xe3\x80\x80", "a b", "\xe2\x80\x89" "bob", "\xef\xbb\xbf", "b\x1fob", "\xe2\x80\xa8", "a\tb", "a\nb", "\xff"};
    for (size_t i = 0; i < sizeof nicks / sizeof *nicks; i++) {
        refused("to", nicks[i], "x");
        CHECK(!parley_is_nick(nicks[i]));
    }
    const char *keys[] = {"", "a b", "\xc3\xa9", "a/b", "01234567890123456789012345678901234567890123456789012345678901234"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        refused("once", keys[i], "x");
    }
    refused("to", "bob", NULL);
    refused("once", "k", NULL);
    refused("to", NULL, "x");
    refused("", NULL, NULL);
    refused(" ", NULL, NULL);
    refused("since", "now", NULL);
    refused("since", T(1) " ", NULL);
    CHECK(parley_is_token(TOKEN) && !parley_is_token("short") && !parley_is_token(TOKEN "."));
}

void test_codec(void) {
    test_transcripts();
    test_splits();
    test_long_lines();
    test_lines();
    test_commands();
}
