package parley.bridge.net.probe;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Tells what a connection begins like, byte by byte, at the earliest byte that decides. Nothing that can be a nickname is a probe:
 * {@code GET} and {@code SSH-fan} are lines. One per connection, on its event loop, until it has decided.
 */
final class ProbeDetector {
    private static final byte[] TLS = {0x16, 0x03};
    private static final byte[] SSH = "SSH-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROXY = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final byte[] VERSION = "HTTP/".getBytes(StandardCharsets.US_ASCII);

    /** What browsers and common programs send. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final int LONGEST_METHOD = 20;

    /** Which part of a request line, {@code <method> <target> HTTP/<digit>}, the next byte belongs to. */
    private enum Part {
        METHOD,
        TARGET,
        VERSION,
        NONE
    }

    private final int maxLine;
    private final StringBuilder method = new StringBuilder(8);
    private Part part = Part.METHOD;
    /** Bytes taken. */
    private int taken;
    /** Bytes of the part taken. */
    private int within;

    private boolean tls = true;
    private boolean ssh = true;
    private boolean proxy = true;

    /** @param maxLine bytes a line may hold; a request line that is longer has to be told from a line by its method alone */
    ProbeDetector(int maxLine) {
        this.maxLine = maxLine;
    }

    /** Takes the next byte; asked no more once it has decided. */
    Opening accept(byte octet) {
        tls = tls && octet == TLS[taken];
        proxy = proxy && octet == PROXY[taken];
        ssh = ssh
                && (taken < SSH.length ? octet == SSH[taken] : isDigit(octet) || (octet == '.' && taken > SSH.length));
        taken++;
        boolean isHttp = part != Part.NONE && isHttp(octet);
        if (tls && taken == TLS.length) {
            return Opening.TLS;
        }
        if (proxy && taken == PROXY.length) {
            return Opening.PROXY;
        }
        if (ssh && octet == '.') {
            return Opening.SSH;
        }
        if (isHttp) {
            return Opening.HTTP;
        }
        ssh = ssh && taken <= maxLine;
        return tls || proxy || ssh || part != Part.NONE ? Opening.UNDECIDED : Opening.LINES;
    }

    private boolean isHttp(byte octet) {
        within++;
        switch (part) {
            case METHOD -> {
                if (octet == ' ' && within > 1) {
                    go(Part.TARGET);
                } else if ((isLetter(octet) || octet == '-') && within <= LONGEST_METHOD) {
                    method.append((char) octet);
                } else {
                    go(Part.NONE);
                }
            }
            case TARGET -> {
                if (octet == ' ' && within > 1) {
                    go(Part.VERSION);
                } else if (octet <= ' ' || octet == 0x7F) {
                    go(Part.NONE);
                }
            }
            case VERSION -> {
                if (within > VERSION.length) {
                    return isDigit(octet) || none();
                }
                if (octet != VERSION[within - 1]) {
                    go(Part.NONE);
                }
            }
            case NONE -> {}
        }
        return part != Part.NONE && taken > maxLine && (METHODS.contains(method.toString()) || none());
    }

    private void go(Part next) {
        part = next;
        within = 0;
    }

    private boolean none() {
        go(Part.NONE);
        return false;
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
