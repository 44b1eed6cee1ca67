package parley.bridge.net.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what a PEM file says: blocks of binary data, each with a label. What is outside of them is a comment. */
final class PemFile {
    /** More than any chain of certificates: a file that is larger is something else. */
    private static final long LARGEST = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** Is a block: a label, such as {@code CERTIFICATE}, and its data. */
    static final class Block {
        private final String label;
        private final byte[] data;

        private Block(String label, byte[] data) {
            this.label = label;
            this.data = data;
        }

        String label() {
            return label;
        }

        byte[] data() {
            return data.clone();
        }
    }

    private final Path path;
    private final byte[] content;

    private PemFile(Path path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    /** @throws IOException in one line for who chose the path */
    static PemFile read(Path path) throws IOException {
        try {
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + (Files.exists(path) ? " is no file" : ": there is no such file"));
            }
            if (Files.size(path) > LARGEST) {
                throw new IOException(path + " is too large for a PEM file");
            }
            return new PemFile(path, Files.readAllBytes(path));
        } catch (AccessDeniedException e) {
            throw new IOException(path + " can't be read: permission denied", e);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": there is no such file", e);
        }
    }

    /** Whether the file still says the same. */
    boolean isSame(PemFile other) {
        return Arrays.equals(content, other.content);
    }

    boolean isEncrypted() {
        return text().contains("ENCRYPTED");
    }

    private String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** Those whose label ends so, in their order. */
    List<Block> blocks(String label) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text());
        while (block.find()) {
            String name = Objects.requireNonNull(block.group(1));
            if (name.endsWith(label)) {
                try {
                    blocks.add(new Block(name, Base64.getMimeDecoder().decode(block.group(2))));
                } catch (IllegalArgumentException e) {
                    throw new IOException(path + " is damaged", e);
                }
            }
        }
        return blocks;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
