/* TLS without sockets: bytes of the network in and out, bytes of the application in and out. */
#ifndef PARLEY_TLS_H
#define PARLEY_TLS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct parley_tls parley_tls;
typedef struct parley_tls_context parley_tls_context;

/* What is trusted: a file of certificates, or the system's where it is NULL. NULL: `why`, of `size` bytes, says why not. */
parley_tls_context *parley_tls_context_new(const char *ca_file, char *why, size_t size);
void parley_tls_context_free(parley_tls_context *context);

/* A connection to that host, whose name or number the certificate must hold. NULL: no memory. */
parley_tls *parley_tls_new(parley_tls_context *context, const char *host);
void parley_tls_free(parley_tls *tls);

/* Whether the handshake is done, after what came was taken in. */
bool parley_tls_is_ready(const parley_tls *tls);
/* Takes in what was read from the network. False: it is over, for `why`. */
bool parley_tls_take(parley_tls *tls, const void *data, size_t size, char *why, size_t why_size);
/* What there is for the application, up to `size`. */
size_t parley_tls_read(parley_tls *tls, void *data, size_t size);
/* Encrypts. False: it is over. */
bool parley_tls_write(parley_tls *tls, const void *data, size_t size);
/* What is to be written to the network, up to `size`. */
size_t parley_tls_output(parley_tls *tls, void *data, size_t size);

#endif
