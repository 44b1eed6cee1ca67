package parley.bridge.net.tls;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Says where TLS is spoken, and by which certificate.
 *
 * @param address to listen on; port 0 picks one
 * @param certificate a PEM file: the server's certificate, then those that vouch for it
 * @param key a PEM file with the certificate's private key, unencrypted
 */
public record TlsOptions(InetSocketAddress address, Path certificate, Path key) {}
