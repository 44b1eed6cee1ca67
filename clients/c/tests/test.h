/* What the tests share. A check that fails says where, and the program's status tells. */
#ifndef PARLEY_TEST_H
#define PARLEY_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parley.h"

#define CHECK(condition) check_that((condition), #condition, __FILE__, __LINE__)
#define SAME(actual, expected) check_same((actual), (expected), __FILE__, __LINE__)

void check_that(bool holds, const char *what, const char *file, int line);
void check_same(const char *actual, const char *expected, const char *file, int line);

/* From then on the nth request for memory fails, once; 0: none does. Tells whether the last such did. */
bool fail_memory(long nth);

void test_codec(void);
void test_session(void);
void test_client(void);
void test_memory(void);
void test_echo(void);
void test_server(void);

/* --- a server that follows a script --- */

typedef struct script_server script_server;

/*
 * One line a step: "< text" says it, "> text" hears exactly that, where * stands for a word; "<< text" says it without an end; "|"
 * ends the connection, and what follows is the next one's. Behind the last step the client closes.
 */
script_server *script_start(const char *steps);
/* Over TLS, with the certificate chain.pem and the key key.pem in that folder. */
script_server *script_start_tls(const char *steps, const char *folder);
const char *script_address(const script_server *script);
/* Waits for its end, and checks that it went as it is written. */
void script_join(script_server *script);

#define T(n) "2026-11-23T10:00:00.00000" #n "Z"
#define TOKEN "0123456789abcdef"
#define LOGIN "< OK parley/1 Hello.\n> ann\n< OK Welcome ann! Hello.\n"
#define ENTER "> token\n< OK " TOKEN "\n> live\n< OK\n"
#define FRESH LOGIN "> mark\n< OK " T(0) "\n" ENTER
#define BACK "< OK parley/1 Hello.\n> ann " TOKEN "\n< OK Welcome back ann! Hello.\n"
#define BANNED "< ERR banned No.\n|\n"

#endif
