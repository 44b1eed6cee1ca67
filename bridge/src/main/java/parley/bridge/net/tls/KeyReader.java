package parley.bridge.net.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/** Reads the private key that belongs to a public one, in any of the forms that OpenSSL and ACME clients write. */
final class KeyReader {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte[] PROBE = "parley".getBytes(StandardCharsets.US_ASCII);

    private KeyReader() {}

    /** @throws IOException in one line for who chose the file */
    static PrivateKey read(PemFile file, PublicKey owner, PemFile certificate) throws IOException {
        List<PemFile.Block> keys = file.blocks("PRIVATE KEY");
        if (file.isEncrypted()) {
            throw new IOException("the key in " + file + " is encrypted; openssl pkey -in FILE writes one that isn't");
        }
        if (keys.isEmpty()) {
            throw new IOException("there is no private key in " + file + ", or not as PEM");
        }
        try {
            PemFile.Block key = keys.get(0);
            byte[] pkcs8 = key.label().equals("PRIVATE KEY") ? key.data() : wrapped(key.data(), owner.getEncoded());
            PrivateKey read =
                    KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (isPair(read, owner)) {
                return read;
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(mismatch(file, certificate), e);
        }
        throw new IOException(mismatch(file, certificate));
    }

    private static String mismatch(PemFile key, PemFile certificate) {
        return "the key in " + key + " does not belong to the certificate in " + certificate;
    }

    private static boolean isPair(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        String algorithm = switch (owner.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> owner.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /**
     * A key in the older form of its algorithm ({@code RSA PRIVATE KEY}, {@code EC PRIVATE KEY}) as PKCS#8, which says the algorithm
     * before it: in the words in which the public key says it.
     */
    private static byte[] wrapped(byte[] key, byte[] publicKey) {
        int at = header(publicKey, 0);
        byte[] algorithm = Arrays.copyOfRange(publicKey, at, header(publicKey, at) + length(publicKey, at));
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
    }

    /** Where the content of the DER element at that place begins. */
    private static int header(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        int length = first < 0x80 ? first : 0;
        for (int octet = at + 2; octet < header(der, at); octet++) {
            length = (length << 8) | (der[octet] & 0xFF);
        }
        return length;
    }

    /** Up to 65,535 bytes, which no key comes near to. */
    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            element.write(0x82);
            element.write(length >>> 8);
        } else if (length > 0x7F) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
