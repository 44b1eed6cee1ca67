#include "test.h"

#include <signal.h>

static int failures;
static int checks;
static long left;
static bool failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

static bool fails_now(void) {
    if (left > 0 && --left == 0) {
        failed = true;
        return true;
    }
    return false;
}

void *__wrap_malloc(size_t size) {
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
    return fails_now() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text) {
    char *copy = __wrap_malloc(strlen(text) + 1);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

bool fail_memory(long nth) {
    bool did = failed;
    left = nth;
    failed = false;
    return did;
}

void check_that(bool holds, const char *what, const char *file, int line) {
    checks++;
    if (!holds) {
        failures++;
        fprintf(stderr, "%s:%d: %s\n", file, line, what);
    }
}

void check_same(const char *actual, const char *expected, const char *file, int line) {
    checks++;
    if (strcmp(actual, expected) != 0) {
        failures++;
        fprintf(stderr, "%s:%d: \"%s\" is not \"%s\"\n", file, line, actual, expected);
    }
}

int main(void) {
    static const struct {
        const char *name;
        void (*run)(void);
    } tests[] = {{"codec", test_codec}, {"session", test_session}, {"client", test_client}, {"memory", test_memory}, {"echo", test_echo}, {"server", test_server}};
    int passed = 0;
    int wrong = 0;
    signal(SIGPIPE, SIG_DFL); /* the library never raises it */
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        failures = checks = 0;
        tests[i].run();
        printf("%s: %d checks, %d failed\n", tests[i].name, checks, failures);
        fflush(stdout);
        passed += failures == 0;
        wrong += failures > 0;
    }
    printf("%d passed, %d failed\n", passed, wrong);
    return wrong > 0;
}
