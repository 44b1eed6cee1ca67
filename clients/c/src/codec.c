#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "parley.h"
#include "text.h"

struct parley_decoder {
    char *bytes;
    size_t start;    /* of the first line not yet given */
    size_t searched; /* up to where there is no LF */
    size_t end;
    size_t capacity;
};

parley_decoder *parley_decoder_new(void) {
    return calloc(1, sizeof(parley_decoder));
}

void parley_decoder_free(parley_decoder *decoder) {
    if (decoder != NULL) {
        free(decoder->bytes);
        free(decoder);
    }
}

parley_status parley_decoder_feed(parley_decoder *decoder, const void *data, size_t size) {
    if (size == 0) {
        return PARLEY_OK;
    }
    if (decoder->start > 0) {
        memmove(decoder->bytes, decoder->bytes + decoder->start, decoder->end - decoder->start);
        decoder->end -= decoder->start;
        decoder->searched -= decoder->start;
        decoder->start = 0;
    }
    if (decoder->end + size > decoder->capacity) {
        size_t capacity = decoder->capacity > 0 ? decoder->capacity : 4096;
        while (capacity < decoder->end + size) {
            capacity *= 2;
        }
        char *bytes = realloc(decoder->bytes, capacity);
        if (bytes == NULL) {
            return PARLEY_NO_MEMORY;
        }
        decoder->bytes = bytes;
        decoder->capacity = capacity;
    }
    memcpy(decoder->bytes + decoder->end, data, size);
    decoder->end += size;
    bool endless = decoder->end - size > PARLEY_MAX_RECEIVED && memchr(data, '\n', size) == NULL;
    return endless ? PARLEY_CONNECTION_LOST : PARLEY_OK;
}

char *parley_decoder_next(parley_decoder *decoder) {
    if (decoder->searched == decoder->end) {
        return NULL;
    }
    char *from = decoder->bytes + decoder->searched;
    char *feed = memchr(from, '\n', decoder->end - decoder->searched);
    if (feed == NULL) {
        decoder->searched = decoder->end;
        return NULL;
    }
    char *line = decoder->bytes + decoder->start;
    size_t size = (size_t)(feed - line);
    decoder->start = decoder->searched = (size_t)(feed - decoder->bytes) + 1;
    if (size > 0 && line[size - 1] == '\r') {
        size--;
    }
    line[size] = '\0';
    parley_mend(line, size);
    return line;
}

/* Ends the word at *rest, which goes on behind the space. */
static char *cut(char **rest) {
    char *word = *rest;
    char *space = strchr(word, ' ');
    if (space == NULL) {
        *rest = word + strlen(word);
    } else {
        *space = '\0';
        *rest = space + 1;
    }
    return word;
}

static bool has_word(const char *line, const char *word) {
    size_t length = strlen(word);
    return strncmp(line, word, length) == 0 && (line[length] == ' ' || line[length] == '\0');
}

static bool parse_message(parley_kind kind, char *rest, parley_message *message) {
    char *space = strchr(rest, ' ');
    if (space == NULL || space - rest != PARLEY_TIME_SIZE - 1) {
        return false;
    }
    *space = '\0';
    if (!parley_is_time(rest)) {
        *space = ' ';
        return false;
    }
    char *nick = space + 1;
    char *colon = strstr(nick, ": ");
    message->kind = kind;
    message->time = rest;
    message->nick = colon != NULL ? nick : "";
    message->text = colon != NULL ? colon + 2 : nick;
    if (colon != NULL) {
        *colon = '\0';
    }
    return true;
}

static long long parse_count(const char *text) {
    long long count = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 18) {
        return -1;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return -1;
        }
        count = count * 10 + (*text - '0');
    }
    return count;
}

parley_line parley_parse(char *text) {
    static const struct {
        const char *word;
        parley_line_type type;
        parley_kind kind;
    } words[] = {{"OK", PARLEY_LINE_OK, PARLEY_LOBBY},
                 {"ERR", PARLEY_LINE_ERR, PARLEY_LOBBY},
                 {"LOBBY", PARLEY_LINE_MESSAGE, PARLEY_LOBBY},
                 {"WHISPER", PARLEY_LINE_MESSAGE, PARLEY_WHISPER},
                 {"NOTICE", PARLEY_LINE_MESSAGE, PARLEY_NOTICE},
                 {"USER", PARLEY_LINE_USER, PARLEY_LOBBY},
                 {"HELP", PARLEY_LINE_HELP, PARLEY_LOBBY},
                 {"MISSED", PARLEY_LINE_MISSED, PARLEY_LOBBY},
                 {"BYE", PARLEY_LINE_BYE, PARLEY_LOBBY}};
    parley_line line = {.type = PARLEY_LINE_UNKNOWN, .missed = -1, .code = "", .text = text};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!has_word(text, words[i].word)) {
            continue;
        }
        char *rest = text + strlen(words[i].word);
        rest += *rest == ' ';
        if (words[i].type == PARLEY_LINE_MESSAGE) {
            if (parse_message(words[i].kind, rest, &line.message)) {
                line.type = PARLEY_LINE_MESSAGE;
                line.text = line.message.text;
            }
            return line;
        }
        line.type = words[i].type;
        if (line.type == PARLEY_LINE_ERR || line.type == PARLEY_LINE_BYE) {
            line.code = cut(&rest);
        } else if (line.type == PARLEY_LINE_MISSED) {
            line.missed = parse_count(rest);
        }
        line.text = rest;
        return line;
    }
    return line;
}

bool parley_is_text(const char *text) {
    bool shows = false;
    while (*text != '\0') {
        int32_t code_point = parley_code_point(&text);
        if (code_point < 0 || code_point == '\n' || code_point == '\r') {
            return false;
        }
        shows |= !parley_is_white(code_point);
    }
    return shows;
}

bool parley_is_nick(const char *nick) {
    if (*nick == '\0') {
        return false;
    }
    while (*nick != '\0') {
        int32_t code_point = parley_code_point(&nick);
        if (code_point < 0 || parley_is_white(code_point) || parley_is_hidden(code_point)) {
            return false;
        }
    }
    return true;
}

/* Whether it consists of letters, digits and these others, and is of such a length. */
static bool is_word(const char *text, const char *others, size_t shortest, size_t longest) {
    size_t length = 0;
    for (; text[length] != '\0'; length++) {
        char c = text[length];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if ((!letter && strchr(others, c) == NULL) || length == longest) {
            return false;
        }
    }
    return length >= shortest;
}

bool parley_is_key(const char *key) {
    return is_word(key, "._-", 1, PARLEY_KEY_SIZE - 1);
}

bool parley_is_token(const char *token) {
    return is_word(token, "_-", 16, PARLEY_TOKEN_SIZE - 1);
}

bool parley_is_time(const char *time) {
    static const char shape[] = "0000-00-00T00:00:00.000000Z";
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = time[i] >= '0' && time[i] <= '9';
        if (shape[i] == '0' ? !digit : time[i] != shape[i]) {
            return false;
        }
    }
    return time[sizeof shape - 1] == '\0';
}

/* A line of one to three words, with its end, whatever they are. */
static char *join(const char *const words[], size_t count, parley_status *status) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        size += (i > 0) + strlen(words[i]);
    }
    *status = PARLEY_INVALID_ARGUMENT;
    if (size > PARLEY_MAX_SENT) {
        return NULL;
    }
    char *line = malloc(size + 3);
    if (line == NULL) {
        *status = PARLEY_NO_MEMORY;
        return NULL;
    }
    char *at = line;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        if (i > 0) {
            *at++ = ' ';
        }
        memcpy(at, words[i], length);
        at += length;
    }
    memcpy(at, "\r\n", 3);
    *status = PARLEY_OK;
    return line;
}

char *parley_command(const char *verb, const char *first, const char *second, parley_status *status) {
    const char *words[] = {verb, first, second};
    if (first == NULL && second != NULL) {
        *status = PARLEY_INVALID_ARGUMENT;
        return NULL;
    }
    bool to = strcmp(verb, "to") == 0;
    bool whole = second != NULL || !(to || strcmp(verb, "once") == 0); /* or else the next line would be the text */
    bool named = second == NULL || (to ? parley_is_nick(first) : parley_is_text(first) && strpbrk(first, " ") == NULL);
    bool fits = parley_is_nick(verb) && named && whole;
    for (int i = 1; i < 3; i++) {
        fits = fits && (words[i] == NULL || parley_is_text(words[i]));
    }
    fits = fits && (strcmp(verb, "once") != 0 || parley_is_key(first));
    fits = fits && (strcmp(verb, "since") != 0 || (first != NULL && parley_is_time(first)));
    if (!fits) {
        *status = PARLEY_INVALID_ARGUMENT;
        return NULL;
    }
    return join(words, first == NULL ? 1 : second == NULL ? 2 : 3, status);
}

char *parley_login_line(const char *nick, const char *token, parley_status *status) {
    const char *words[] = {nick, token};
    return join(words, token == NULL ? 1 : 2, status);
}
