#include "connection.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parley.h"

#define HOST_SIZE 256
#define PORT_SIZE 6
#define CHUNK 16384

struct parley_connection {
    int fd;
    bool connected;
    struct addrinfo *found;
    struct addrinfo *next;
    char host[HOST_SIZE];
    parley_tls *tls;
    char left[CHUNK]; /* encrypted, and not yet written */
    size_t left_size;
};

static bool parse_address(const char *address, char host[HOST_SIZE], char port[PORT_SIZE]) {
    const char *begin = address;
    const char *colon = strrchr(address, ':');
    const char *bracket = strrchr(address, ']');
    size_t length = strlen(address);
    if (*address == '[') {
        if (bracket == NULL || (bracket[1] != '\0' && bracket[1] != ':')) {
            return false;
        }
        begin++;
        length = (size_t)(bracket - begin);
        colon = bracket[1] == ':' ? bracket + 1 : NULL;
    } else if (colon != NULL && strchr(address, ':') == colon) {
        length = (size_t)(colon - address);
    } else {
        colon = NULL; /* none, or the number of an IPv6 address */
    }
    if (length == 0 || length >= HOST_SIZE || strcspn(begin, " \t\r\n") < length) {
        return false;
    }
    memcpy(host, begin, length);
    host[length] = '\0';
    const char *digits = colon != NULL ? colon + 1 : "7070";
    size_t count = strlen(digits);
    long number = strtol(digits, NULL, 10);
    if (count == 0 || count >= PORT_SIZE || strspn(digits, "0123456789") != count || number < 1 || number > 65535) {
        return false;
    }
    memcpy(port, digits, count + 1);
    return true;
}

bool parley_is_address(const char *address) {
    char host[HOST_SIZE];
    char port[PORT_SIZE];
    return parse_address(address, host, port);
}

/* Begins with the next of the addresses that the name has. False: there are no more, or none would do. */
static bool try_next(parley_connection *connection) {
    for (; connection->next != NULL; connection->next = connection->next->ai_next) {
        struct addrinfo *address = connection->next;
        int fd = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
        if (fd < 0) {
            continue;
        }
        int on = 1;
        int flags = fcntl(fd, F_GETFL);
        bool set = flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
        if (set && (connect(fd, address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS)) {
            connection->fd = fd;
            connection->next = address->ai_next;
            return true;
        }
        int problem = errno;
        close(fd);
        errno = problem;
    }
    return false;
}

parley_connection *parley_connection_new(const char *address, parley_tls_context *context, char *why, size_t size) {
    char port[PORT_SIZE];
    parley_connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL) {
        snprintf(why, size, "no memory for a connection");
        return NULL;
    }
    connection->fd = -1;
    struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    int unknown = parse_address(address, connection->host, port)
        ? getaddrinfo(connection->host, port, &wanted, &connection->found)
        : EAI_NONAME;
    if (unknown != 0) {
        connection->found = NULL;
        snprintf(why, size, "%s: %s", address, gai_strerror(unknown));
        parley_connection_free(connection);
        return NULL;
    }
    connection->next = connection->found;
    connection->tls = context != NULL ? parley_tls_new(context, connection->host) : NULL;
    if (context != NULL && connection->tls == NULL) {
        snprintf(why, size, "no memory for TLS");
        parley_connection_free(connection);
        return NULL;
    }
    if (!try_next(connection)) {
        snprintf(why, size, "%s: %s", address, strerror(errno));
        parley_connection_free(connection);
        return NULL;
    }
    return connection;
}

void parley_connection_free(parley_connection *connection) {
    if (connection == NULL) {
        return;
    }
    if (connection->fd >= 0) {
        close(connection->fd);
    }
    if (connection->found != NULL) {
        freeaddrinfo(connection->found);
    }
    parley_tls_free(connection->tls);
    free(connection);
}

int parley_connection_fd(const parley_connection *connection) {
    return connection->fd;
}

short parley_connection_events(const parley_connection *connection, bool wants_to_read, bool wants_to_write) {
    if (!connection->connected) {
        return POLLOUT;
    }
    bool handshake = connection->tls != NULL && !parley_tls_is_ready(connection->tls);
    bool reads = wants_to_read || handshake;
    bool writes = (wants_to_write && !handshake) || connection->left_size > 0;
    return (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

static bool fail(char *why, size_t size, int problem) {
    snprintf(why, size, "%s", problem != 0 ? strerror(problem) : "the server closed the connection");
    return false;
}

static bool would_block(int problem) {
    return problem == EAGAIN || problem == EWOULDBLOCK || problem == EINTR;
}

/* Reads from the socket. 0: nothing is here. -1: it is over. */
static long read_socket(parley_connection *connection, void *data, size_t size, char *why, size_t why_size) {
    ssize_t got = recv(connection->fd, data, size, 0);
    if (got > 0) {
        return (long)got;
    }
    if (got < 0 && would_block(errno)) {
        return 0;
    }
    fail(why, why_size, got == 0 ? 0 : errno);
    return -1;
}

static long write_socket(
    parley_connection *connection, const void *data, size_t size, char *why, size_t why_size) {
    ssize_t put = send(connection->fd, data, size, MSG_NOSIGNAL);
    if (put < 0 && !would_block(errno)) {
        fail(why, why_size, errno);
        return -1;
    }
    return put < 0 ? 0 : (long)put;
}

static bool finish_connecting(parley_connection *connection, char *why, size_t size) {
    struct pollfd writable = {.fd = connection->fd, .events = POLLOUT};
    if (poll(&writable, 1, 0) <= 0) {
        return false;
    }
    int problem = 0;
    socklen_t length = sizeof problem;
    if (getsockopt(connection->fd, SOL_SOCKET, SO_ERROR, &problem, &length) < 0) {
        problem = errno;
    }
    if (problem == 0) {
        connection->connected = true;
        return true;
    }
    close(connection->fd);
    connection->fd = -1;
    if (!try_next(connection)) {
        fail(why, size, problem);
    }
    return false;
}

static bool take_encrypted(parley_connection *connection, char *why, size_t size) {
    char data[CHUNK];
    long got = read_socket(connection, data, sizeof data, why, size);
    return got >= 0 && (got == 0 || parley_tls_take(connection->tls, data, (size_t)got, why, size));
}

bool parley_connection_ready(parley_connection *connection, char *why, size_t size) {
    why[0] = '\0';
    if (!connection->connected && !finish_connecting(connection, why, size)) {
        return false;
    }
    if (connection->tls == NULL || parley_tls_is_ready(connection->tls)) {
        return true;
    }
    if (!parley_connection_flush(connection, why, size) || !take_encrypted(connection, why, size)) {
        /* The server is told what was wrong with its certificate. */
        char other[2];
        parley_connection_flush(connection, other, sizeof other);
        return false;
    }
    return parley_connection_flush(connection, why, size) && parley_tls_is_ready(connection->tls);
}

long parley_connection_read(parley_connection *connection, void *data, size_t size, char *why, size_t why_size) {
    if (connection->tls == NULL) {
        return read_socket(connection, data, size, why, why_size);
    }
    size_t got = parley_tls_read(connection->tls, data, size);
    if (got > 0) {
        return (long)got;
    }
    if (!take_encrypted(connection, why, why_size)) {
        return -1;
    }
    return (long)parley_tls_read(connection->tls, data, size);
}

bool parley_connection_flush(parley_connection *connection, char *why, size_t size) {
    while (connection->tls != NULL) {
        if (connection->left_size == 0) {
            connection->left_size = parley_tls_output(connection->tls, connection->left, sizeof connection->left);
        }
        if (connection->left_size == 0) {
            return true;
        }
        long put = write_socket(connection, connection->left, connection->left_size, why, size);
        if (put <= 0) {
            return put == 0;
        }
        connection->left_size -= (size_t)put;
        memmove(connection->left, connection->left + put, connection->left_size);
    }
    return true;
}

long parley_connection_write(
    parley_connection *connection, const void *data, size_t size, char *why, size_t why_size) {
    if (connection->tls == NULL) {
        return write_socket(connection, data, size, why, why_size);
    }
    if (!parley_connection_flush(connection, why, why_size)) {
        return -1;
    }
    if (connection->left_size > 0) {
        return 0;
    }
    if (!parley_tls_write(connection->tls, data, size)) {
        snprintf(why, why_size, "TLS: the connection is over");
        return -1;
    }
    return parley_connection_flush(connection, why, why_size) ? (long)size : -1;
}
