package parley.bridge.net.tls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says where TLS is spoken, and by which certificate.
 *
 * @param address to listen on for lines; port 0 picks one; null where only other doors are secured
 * @param certificate a PEM file: the server's certificate, then those that vouch for it
 * @param key a PEM file with the certificate's private key, unencrypted
 */
public record TlsOptions(@Nullable InetSocketAddress address, Path certificate, Path key) {}
