/*
 * The floor: the least that a server can do that hands every sender's lines to every receiver, in one order. One thread, one
 * shared ring of bytes, one cursor a receiver, nothing else: no nicknames, no commands, no store. It prints its port.
 *
 * A connection's first line says what it is: "R" receives, "S" sends; it is answered with "OK". A sender's further lines go to
 * all receivers behind a heading as long as Parley's. Receivers that fall a whole ring behind are cut off.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RING = 16 << 20, TURN = 64 << 10, LINE = 8192, EVENTS = 1024, CLIENTS = 65536 };

static const char HEADING[] = "LOBBY 2026-11-23T10:01:02.345678Z s000: ";

struct client {
    char *line; /* what has come of a line that is not whole; allocated while there is something */
    uint64_t cursor;
    int length;
    char kind; /* 0 until it is known */
    char full; /* waits until its socket takes more */
};

static char ring[RING];
static uint64_t head;
static struct client clients[CLIENTS];
static int receivers[CLIENTS], receiver_count;
static int poller;

static void append(const char *bytes, size_t length) {
    size_t at = head % RING, first = length < RING - at ? length : RING - at;
    memcpy(ring + at, bytes, first);
    memcpy(ring, bytes + first, length - first);
    head += length;
}

static void watch(int fd, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    epoll_ctl(poller, operation, fd, &event);
}

static void drop(int fd) {
    for (int i = 0; i < receiver_count; i++) {
        if (receivers[i] == fd) {
            receivers[i] = receivers[--receiver_count];
            break;
        }
    }
    free(clients[fd].line);
    memset(&clients[fd], 0, sizeof clients[fd]);
    close(fd);
}

static void deliver(int fd) {
    struct client *client = &clients[fd];
    while (client->cursor < head) {
        size_t at = client->cursor % RING, length = head - client->cursor;
        if (length > RING) {
            drop(fd);
            return;
        }
        if (length > RING - at) length = RING - at;
        if (length > TURN) length = TURN;
        ssize_t sent = send(fd, ring + at, length, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) {
                drop(fd);
            } else if (!client->full) {
                client->full = 1;
                watch(fd, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
            }
            return;
        }
        client->cursor += sent;
    }
    if (client->full) {
        client->full = 0;
        watch(fd, EPOLLIN, EPOLL_CTL_MOD);
    }
}

static void take_line(int fd, const char *line, size_t length) {
    struct client *client = &clients[fd];
    if (client->kind == 'S') {
        append(HEADING, sizeof HEADING - 1);
        append(line, length);
        append("\r\n", 2);
    } else if (!client->kind) {
        client->kind = length && *line == 'S' ? 'S' : 'R';
        client->cursor = head;
        if (client->kind == 'R') receivers[receiver_count++] = fd;
        send(fd, "OK\r\n", 4, MSG_NOSIGNAL);
    }
}

static void take(int fd) {
    static char bytes[TURN + LINE];
    struct client *client = &clients[fd];
    int held = client->length;
    if (held) memcpy(bytes, client->line, held);
    ssize_t got = recv(fd, bytes + held, TURN, 0);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) drop(fd);
        return;
    }
    char *at = bytes, *end = bytes + held + got, *newline;
    while ((newline = memchr(at, '\n', end - at))) {
        take_line(fd, at, newline - at);
        at = newline + 1;
    }
    client->length = end - at;
    if (client->length >= LINE) {
        drop(fd);
    } else if (client->length) {
        if (!client->line) client->line = malloc(LINE);
        memcpy(client->line, at, client->length);
    } else {
        free(client->line);
        client->line = NULL;
    }
}

static void admit(int listener) {
    int fd, on = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(fd, EPOLLIN, EPOLL_CTL_ADD);
    }
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4096)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("ready port=%d\n", ntohs(address.sin_port));
    fflush(stdout);
    poller = epoll_create1(0);
    watch(listener, EPOLLIN, EPOLL_CTL_ADD);
    for (;;) {
        static struct epoll_event events[EVENTS];
        uint64_t before = head;
        int count = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) {
                admit(listener);
            } else {
                if (events[i].events & EPOLLOUT) deliver(fd);
                if (events[i].events & ~EPOLLOUT) take(fd);
            }
        }
        for (int i = receiver_count - 1; head > before && i >= 0; i--) {
            if (!clients[receivers[i]].full) deliver(receivers[i]);
        }
    }
}
