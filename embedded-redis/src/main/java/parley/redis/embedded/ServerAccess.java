package parley.redis.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says who may use a server, and writes that down for it: certain users with one password, or anybody.
 *
 * <p>With users there are two more: {@value #OPERATOR}, by whom the server is looked after, reads everything, changes nothing,
 * and can end the server; {@value #OPENER} lets in whoever has no name, once the server has read its data.
 *
 * @param password null where anybody may do anything
 */
record ServerAccess(List<AclUser> users, @Nullable String password) {

    static final String OPERATOR = "parley-operator";
    /** Changes who may do what, once, right after the server's start. */
    static final String OPENER = "parley-opener";

    private static final String OPENER_RULES = "resetkeys resetchannels -@all +auth +acl|setuser";

    private static final String DEFAULT = "default";
    /**
     * A server replays its append-only file as its default user, and some versions pass over whatever was done in one go, by a
     * script or a transaction, where that user may not do it. So it may do everything at first; but nobody can be it.
     */
    private static final String READS_THE_FILE = "user default off resetpass ~* &* +@all";

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
        Stream<AclUser> own =
                Stream.of(AclUser.withPassword(OPERATOR, OPERATOR_RULES), AclUser.withPassword(OPENER, OPENER_RULES));
        Stream<String> lines = Stream.concat(users.stream().filter(user -> !isDefault(user)), own)
                .map(user -> "user " + user.name() + " " + rules(user, password, version));
        PrivateFile.write(
                directory.resolve(FILE),
                Stream.concat(Stream.of(READS_THE_FILE), lines).collect(Collectors.joining("\n", "", "\n")));
    }

    /** What the opener has to tell the server when it has read its data, to let in whoever has no name; empty for nothing. */
    String opening(@Nullable ServerVersion version) {
        return users.stream()
                .filter(ServerAccess::isDefault)
                .map(user -> "ACL SETUSER default reset " + rules(user, Objects.requireNonNull(password), version))
                .collect(Collectors.joining());
    }

    private static boolean isDefault(AclUser user) {
        return user.name().equals(DEFAULT);
    }

    private static String rules(AclUser user, String password, @Nullable ServerVersion version) {
        return "on " + (user.open() ? "nopass" : "#" + sha256(password)) + " " + known(user.rules(), version);
    }

    private static String known(String rules, @Nullable ServerVersion version) {
        boolean later = version != null && version.compareTo(LATER) >= 0;
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
