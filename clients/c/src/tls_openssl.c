/* TLS by OpenSSL, between two of its memories, so that sockets, signals and time stay with the connection. */
#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "parley.h"
#include "tls.h"

struct parley_tls_context {
    SSL_CTX *ssl;
};

struct parley_tls {
    SSL *ssl;
    BIO *in;
    BIO *out;
};

bool parley_has_tls(void) {
    return true;
}

static void explain(char *why, size_t size) {
    unsigned long code = ERR_get_error();
    const char *reason = code != 0 ? ERR_reason_error_string(code) : NULL;
    snprintf(why, size, "TLS: %s", reason != NULL ? reason : "failed");
    ERR_clear_error();
}

parley_tls_context *parley_tls_context_new(const char *ca_file, char *why, size_t size) {
    parley_tls_context *context = calloc(1, sizeof *context);
    SSL_CTX *ssl = context != NULL ? SSL_CTX_new(TLS_client_method()) : NULL;
    bool trusts = ssl != NULL
        && (ca_file != NULL ? SSL_CTX_load_verify_locations(ssl, ca_file, NULL) == 1
                            : SSL_CTX_set_default_verify_paths(ssl) == 1);
    if (!trusts || SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION) != 1) {
        explain(why, size);
        SSL_CTX_free(ssl);
        free(context);
        return NULL;
    }
    SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER, NULL);
    context->ssl = ssl;
    return context;
}

void parley_tls_context_free(parley_tls_context *context) {
    if (context != NULL) {
        SSL_CTX_free(context->ssl);
        free(context);
    }
}

parley_tls *parley_tls_new(parley_tls_context *context, const char *host) {
    parley_tls *tls = calloc(1, sizeof *tls);
    SSL *ssl = tls != NULL ? SSL_new(context->ssl) : NULL;
    BIO *in = ssl != NULL ? BIO_new(BIO_s_mem()) : NULL;
    BIO *out = in != NULL ? BIO_new(BIO_s_mem()) : NULL;
    if (out == NULL) {
        BIO_free(in);
        SSL_free(ssl);
        free(tls);
        return NULL;
    }
    SSL_set_bio(ssl, in, out);
    SSL_set_connect_state(ssl);
    X509_VERIFY_PARAM *expected = SSL_get0_param(ssl);
    bool named = X509_VERIFY_PARAM_set1_ip_asc(expected, host) == 1
        || (X509_VERIFY_PARAM_set1_host(expected, host, 0) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1);
    *tls = (parley_tls){.ssl = ssl, .in = in, .out = out};
    if (!named) {
        parley_tls_free(tls);
        return NULL;
    }
    ERR_clear_error();
    SSL_do_handshake(ssl);
    return tls;
}

void parley_tls_free(parley_tls *tls) {
    if (tls != NULL) {
        SSL_free(tls->ssl);
        free(tls);
    }
}

bool parley_tls_is_ready(const parley_tls *tls) {
    return SSL_is_init_finished(tls->ssl) == 1;
}

bool parley_tls_take(parley_tls *tls, const void *data, size_t size, char *why, size_t why_size) {
    if (size > INT_MAX || BIO_write(tls->in, data, (int)size) != (int)size) {
        snprintf(why, why_size, "TLS: no memory");
        return false;
    }
    if (SSL_is_init_finished(tls->ssl)) {
        return true;
    }
    ERR_clear_error();
    int done = SSL_do_handshake(tls->ssl);
    if (done == 1) {
        return true;
    }
    int error = SSL_get_error(tls->ssl, done);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
        return true;
    }
    long verified = SSL_get_verify_result(tls->ssl);
    if (verified != X509_V_OK) {
        snprintf(why, why_size, "TLS: %s", X509_verify_cert_error_string(verified));
    } else {
        explain(why, why_size);
    }
    return false;
}

size_t parley_tls_read(parley_tls *tls, void *data, size_t size) {
    size_t got = 0;
    ERR_clear_error();
    return SSL_read_ex(tls->ssl, data, size, &got) == 1 ? got : 0;
}

bool parley_tls_write(parley_tls *tls, const void *data, size_t size) {
    size_t written = 0;
    ERR_clear_error();
    return SSL_write_ex(tls->ssl, data, size, &written) == 1 && written == size;
}

size_t parley_tls_output(parley_tls *tls, void *data, size_t size) {
    int got = BIO_read(tls->out, data, size > INT_MAX ? INT_MAX : (int)size);
    return got > 0 ? (size_t)got : 0;
}
