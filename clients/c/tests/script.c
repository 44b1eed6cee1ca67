#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test.h"

#ifdef PARLEY_TEST_TLS
#include <openssl/ssl.h>
#else
typedef void SSL;
typedef void SSL_CTX;
#endif

struct script_server {
    int listener;
    char address[32];
    char *steps;
    char trouble[600];
    pthread_t thread;
    SSL_CTX *tls; /* or NULL */
    int fd;       /* of the connection that there is, or -1 */
    SSL *ssl;
};

/* --- bytes, with or without TLS --- */

static bool read_byte(script_server *script, char *byte) {
#ifdef PARLEY_TEST_TLS
    if (script->ssl != NULL) {
        return SSL_read(script->ssl, byte, 1) == 1;
    }
#endif
    return recv(script->fd, byte, 1, 0) == 1;
}

static void write_bytes(script_server *script, const char *text, size_t length) {
#ifdef PARLEY_TEST_TLS
    if (script->ssl != NULL) {
        if (length > 0) {
            SSL_write(script->ssl, text, (int)length);
        }
        return;
    }
#endif
    send(script->fd, text, length, MSG_NOSIGNAL);
}

static void begin(script_server *script) {
    struct timeval patience = {.tv_sec = 60};
    script->fd = accept(script->listener, NULL, NULL);
    setsockopt(script->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
#ifdef PARLEY_TEST_TLS
    if (script->tls != NULL) {
        script->ssl = SSL_new(script->tls);
        SSL_set_fd(script->ssl, script->fd);
        SSL_accept(script->ssl);
    }
#endif
}

static void finish(script_server *script) {
#ifdef PARLEY_TEST_TLS
    SSL_free(script->ssl);
    script->ssl = NULL;
#endif
    close(script->fd);
    script->fd = -1;
}

/* --- the script --- */

static bool matches(const char *pattern, const char *heard) {
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '*') {
            heard += strcspn(heard, " ");
        } else if (*pattern != *heard++) {
            return false;
        }
    }
    return *heard == '\0';
}

/* A line without its end; empty at the end of what is sent. */
static bool hear(script_server *script, char *line, size_t size) {
    size_t length = 0;
    while (length + 1 < size && read_byte(script, line + length)) {
        if (line[length++] == '\n') {
            line[length - (length > 1 && line[length - 2] == '\r' ? 2 : 1)] = '\0';
            return true;
        }
    }
    line[length] = '\0';
    return false;
}

static void say(script_server *script, const char *text, size_t length, const char *end) {
    write_bytes(script, text, length);
    write_bytes(script, end, strlen(end));
}

static void *serve(void *data) {
    script_server *script = data;
    char heard[4200];
    const char *step = script->steps;
    while (*step != '\0') {
        size_t length = strcspn(step, "\n");
        if (script->fd < 0) {
            begin(script);
        }
        if (*step == '|') {
            finish(script);
        } else if (strncmp(step, "<< ", 3) == 0) {
            say(script, step + 3, length - 3, "");
        } else if (*step == '<') {
            say(script, step + 2, length - 2, "\r\n");
        } else {
            char expected[4200];
            snprintf(expected, sizeof expected, "%.*s", (int)(length - 2), step + 2);
            hear(script, heard, sizeof heard);
            if (!matches(expected, heard)) {
                snprintf(script->trouble, sizeof script->trouble, "heard \"%.200s\", not \"%.200s\"", heard, expected);
                break;
            }
        }
        step += length + 1;
    }
    if (script->fd >= 0) {
        if (script->trouble[0] == '\0' && (hear(script, heard, sizeof heard) || heard[0] != '\0')) {
            snprintf(script->trouble, sizeof script->trouble, "heard \"%.200s\" at the end", heard);
        }
        finish(script);
    }
    close(script->listener);
    return NULL;
}

static script_server *start(const char *steps, SSL_CTX *tls) {
    script_server *script = calloc(1, sizeof *script);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    script->steps = strdup(steps);
    script->tls = tls;
    script->fd = -1;
    script->listener = socket(AF_INET, SOCK_STREAM, 0);
    bool listens = bind(script->listener, (struct sockaddr *)&address, size) == 0 && listen(script->listener, 8) == 0
        && getsockname(script->listener, (struct sockaddr *)&address, &size) == 0;
    CHECK(listens);
    snprintf(script->address, sizeof script->address, "127.0.0.1:%d", ntohs(address.sin_port));
    pthread_create(&script->thread, NULL, serve, script);
    return script;
}

script_server *script_start(const char *steps) {
    return start(steps, NULL);
}

script_server *script_start_tls(const char *steps, const char *folder) {
#ifdef PARLEY_TEST_TLS
    char path[200];
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    snprintf(path, sizeof path, "%s/chain.pem", folder);
    CHECK(SSL_CTX_use_certificate_chain_file(tls, path) == 1);
    snprintf(path, sizeof path, "%s/key.pem", folder);
    CHECK(SSL_CTX_use_PrivateKey_file(tls, path, SSL_FILETYPE_PEM) == 1);
    return start(steps, tls);
#else
    (void)folder;
    return start(steps, NULL);
#endif
}

const char *script_address(const script_server *script) {
    return script->address;
}

void script_join(script_server *script) {
    pthread_join(script->thread, NULL);
    SAME(script->trouble, "");
#ifdef PARLEY_TEST_TLS
    SSL_CTX_free(script->tls);
#endif
    free(script->steps);
    free(script);
}
