/* Built without TLS. */
#include <stdio.h>

#include "parley.h"
#include "tls.h"

bool parley_has_tls(void) {
    return false;
}

parley_tls_context *parley_tls_context_new(const char *ca_file, char *why, size_t size) {
    (void)ca_file;
    snprintf(why, size, "TLS is not built in: make TLS=1 does, with OpenSSL");
    return NULL;
}

void parley_tls_context_free(parley_tls_context *context) {
    (void)context;
}

parley_tls *parley_tls_new(parley_tls_context *context, const char *host) {
    (void)context;
    (void)host;
    return NULL;
}

void parley_tls_free(parley_tls *tls) {
    (void)tls;
}

bool parley_tls_is_ready(const parley_tls *tls) {
    (void)tls;
    return false;
}

bool parley_tls_take(parley_tls *tls, const void *data, size_t size, char *why, size_t why_size) {
    (void)tls;
    (void)data;
    (void)size;
    snprintf(why, why_size, "TLS is not built in");
    return false;
}

size_t parley_tls_read(parley_tls *tls, void *data, size_t size) {
    (void)tls;
    (void)data;
    (void)size;
    return 0;
}

bool parley_tls_write(parley_tls *tls, const void *data, size_t size) {
    (void)tls;
    (void)data;
    (void)size;
    return false;
}

size_t parley_tls_output(parley_tls *tls, void *data, size_t size) {
    (void)tls;
    (void)data;
    (void)size;
    return 0;
}
