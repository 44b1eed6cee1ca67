#include "text.h"

#include <string.h>

int32_t parley_code_point(const char **text) {
    const unsigned char *at = (const unsigned char *)*text;
    static const int32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    int more;
    int32_t code_point;
    if (at[0] < 0x80) {
        *text += 1;
        return at[0];
    }
    if (at[0] >= 0xC2 && at[0] < 0xE0) {
        more = 1;
        code_point = at[0] & 0x1F;
    } else if (at[0] >= 0xE0 && at[0] < 0xF0) {
        more = 2;
        code_point = at[0] & 0x0F;
    } else if (at[0] >= 0xF0 && at[0] < 0xF5) {
        more = 3;
        code_point = at[0] & 0x07;
    } else {
        return -1;
    }
    for (int i = 1; i <= more; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return -1;
        }
        code_point = code_point << 6 | (at[i] & 0x3F);
    }
    bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
    if (code_point < smallest[more] || code_point > 0x10FFFF || surrogate) {
        return -1;
    }
    *text += more + 1;
    return code_point;
}

static bool is_in(const int32_t ranges[][2], size_t count, int32_t code_point) {
    for (size_t i = 0; i < count; i++) {
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

bool parley_is_white(int32_t code_point) {
    static const int32_t white[][2] = {{0x09, 0x0D},     {0x1C, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
                                       {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                                       {0x205F, 0x205F}, {0x3000, 0x3000}};
    return is_in(white, sizeof white / sizeof *white, code_point);
}

bool parley_is_hidden(int32_t code_point) {
    static const int32_t hidden[][2] = {
        {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
        {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
        {0x200B, 0x200B},   {0x200E, 0x200F},   {0x202A, 0x202E},   {0x2060, 0x2064},   {0x2066, 0x206F},
        {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F},
        {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}};
    return is_in(hidden, sizeof hidden / sizeof *hidden, code_point);
}

void parley_mend(char *text, size_t size) {
    char *end = text + size;
    while (text < end) {
        const char *next = text;
        if (*text == '\0' || parley_code_point(&next) < 0) {
            *text++ = '?';
        } else {
            text = (char *)next;
        }
    }
}

bool parley_same_text(const char *sent, const char *received) {
    size_t length = strlen(received);
    if (strncmp(sent, received, length) != 0) {
        return false;
    }
    for (sent += length; *sent != '\0';) {
        if (!parley_is_white(parley_code_point(&sent))) {
            return false;
        }
    }
    return true;
}

void parley_copy(char *to, size_t size, const char *from) {
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    memmove(to, from, length);
    to[length] = '\0';
}
