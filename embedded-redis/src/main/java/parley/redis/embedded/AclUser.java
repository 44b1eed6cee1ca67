package parley.redis.embedded;

/**
 * Lets clients of an embedded server in, with some rights.
 *
 * @param name under which they log in; {@code default} for whoever doesn't
 * @param rules what they may do, as {@code ACL SETUSER} takes it
 * @param open whether no password is asked for, rather than the server's own
 */
public record AclUser(String name, String rules, boolean open) {

    public static AclUser withPassword(String name, String rules) {
        return new AclUser(name, rules, false);
    }

    /** For everybody on this machine. */
    public static AclUser withoutPassword(String name, String rules) {
        return new AclUser(name, rules, true);
    }
}
