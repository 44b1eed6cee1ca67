package parley.redis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says who may use a server, and writes that down for it: certain users with one password, or anybody.
 *
 * <p>With users there is one more, {@value #OPERATOR}, by whom the server is looked after: it reads everything, changes
 * nothing, and can end the server.
 *
 * @param password null where anybody may do anything
 */
record ServerAccess(List<AclUser> users, @Nullable String password) {

    static final String OPERATOR = "parley-operator";
    static final String FILE = "users.acl";

    private static final String OPERATOR_RULES = "%R~* resetchannels -@all +@read +auth +hello +ping +select +quit"
            + " +client|list +client|setname +client|setinfo +command +info +acl|log +slowlog|get +shutdown";

    /** Rules that a server before 7.2 refuses, and then doesn't start. */
    private static final Set<String> LATER_RULES = Set.of("+client|setinfo");

    private static final ServerVersion LATER = new ServerVersion(7, 2, 0);

    static ServerAccess forAnybody() {
        return new ServerAccess(List.of(), null);
    }

    boolean isRestricted() {
        return password != null;
    }

    /**
     * Writes the file that the server reads as it starts, for this user's eyes only. Passwords are in it as digests.
     *
     * @param version the server's; null where it is not known
     */
    void writeTo(Path directory, @Nullable ServerVersion version) throws IOException {
        if (password == null) {
            return;
        }
        boolean later = version != null && version.compareTo(LATER) >= 0;
        String secret = "#" + sha256(password);
        String lines = Stream.concat(users.stream(), Stream.of(AclUser.withPassword(OPERATOR, OPERATOR_RULES)))
                .map(user -> "user " + user.name() + " on " + (user.open() ? "nopass" : secret) + " "
                        + known(user.rules(), later))
                .collect(Collectors.joining("\n", "", "\n"));
        boolean others = users.stream().anyMatch(user -> user.name().equals("default"));
        PrivateFile.write(directory.resolve(FILE), others ? lines : "user default off resetkeys -@all\n" + lines);
    }

    private static String known(String rules, boolean later) {
        return Stream.of(rules.split(" "))
                .filter(rule -> later || !LATER_RULES.contains(rule))
                .collect(Collectors.joining(" "));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The password is nobody's to print. */
    @Override
    public String toString() {
        return "ServerAccess" + users;
    }
}
