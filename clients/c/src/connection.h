/* A socket to an address, with or without TLS, that never blocks but for the name's look-up. */
#ifndef PARLEY_CONNECTION_H
#define PARLEY_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "tls.h"

typedef struct parley_connection parley_connection;

/* Begins to connect to "host", "host:port" or "[::1]:port". NULL: `why` says why. The context is NULL where there is no TLS. */
parley_connection *parley_connection_new(const char *address, parley_tls_context *context, char *why, size_t size);
void parley_connection_free(parley_connection *connection);

/* Whether an address is well-formed. */
bool parley_is_address(const char *address);

int parley_connection_fd(const parley_connection *connection);
/* What to poll for; reading only where that is wanted, or TLS needs it. */
short parley_connection_events(const parley_connection *connection, bool wants_to_read, bool wants_to_write);
/* Goes on connecting, and tells whether it is connected. False with a text in `why`: it is over. */
bool parley_connection_ready(parley_connection *connection, char *why, size_t size);
/* Bytes that came, 0 where none are here; -1: it is over, for `why`. */
long parley_connection_read(parley_connection *connection, void *data, size_t size, char *why, size_t why_size);
/* How many were taken; -1: it is over, for `why`. */
long parley_connection_write(
    parley_connection *connection, const void *data, size_t size, char *why, size_t why_size);
/* Writes on what TLS has left. False: it is over. */
bool parley_connection_flush(parley_connection *connection, char *why, size_t size);

#endif
