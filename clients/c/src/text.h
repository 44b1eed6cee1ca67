/* What characters are, by UTF-8. */
#ifndef PARLEY_TEXT_H
#define PARLEY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at *text, which goes on behind it; or -1, where no valid one begins. */
int32_t parley_code_point(const char **text);

/* White space, as the server counts it. */
bool parley_is_white(int32_t code_point);

/* A control, or a format character but the two joiners: in a name it would be dropped or refused. */
bool parley_is_hidden(int32_t code_point);

/* Puts a question mark in place of each byte that is not UTF-8, and of NUL. */
void parley_mend(char *text, size_t size);

/* Whether they are the same but for white space at the end of `sent`, which the server drops. */
bool parley_same_text(const char *sent, const char *received);

/* Copies as much as fits, cut at a character, and ends it in NUL. */
void parley_copy(char *to, size_t size, const char *from);

#endif
