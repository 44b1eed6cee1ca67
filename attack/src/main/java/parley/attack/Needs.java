package parley.attack;

/**
 * Says what an attack needs of its server.
 *
 * @param isStored whether much was said before
 * @param connections that it may have open beside those of one address
 * @param option that the server has to be given; empty for none
 * @param isOptional whether the attack is made, too, where the server has no such option
 */
record Needs(boolean isStored, int connections, String option, boolean isOptional) {
    static final Needs NOTHING = new Needs(false, 0, "", true);

    Needs stored() {
        return new Needs(true, connections, option, isOptional);
    }

    Needs connections(int count) {
        return new Needs(isStored, count, option, isOptional);
    }

    Needs option(String name) {
        return new Needs(isStored, connections, name, false);
    }

    Needs optionIfThere(String name) {
        return new Needs(isStored, connections, name, true);
    }
}
