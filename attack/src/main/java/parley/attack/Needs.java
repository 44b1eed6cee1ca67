package parley.attack;

import parley.attack.trial.Allowance;

/**
 * Says what an attack needs of its server.
 *
 * @param isStored whether much was said before
 * @param allowance of the crowd that it is, if it is one
 * @param option that the server has to be given; empty for none
 * @param isOptional whether the attack is made, too, where the server has no such option
 */
record Needs(boolean isStored, Allowance allowance, String option, boolean isOptional) {
    static final Needs NOTHING = new Needs(false, Allowance.NONE, "", true);

    Needs stored() {
        return new Needs(true, allowance, option, isOptional);
    }

    Needs crowd(Allowance crowd) {
        return new Needs(isStored, crowd, option, isOptional);
    }

    Needs option(String name) {
        return new Needs(isStored, allowance, name, false);
    }

    Needs optionIfThere(String name) {
        return new Needs(isStored, allowance, name, true);
    }
}
