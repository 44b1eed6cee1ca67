package parley.app.chat;

import parley.protocol.Verb;

/** What somebody typed, as it goes to the server. */
sealed interface Typed {
    /** The line that is sent. */
    String command();

    /** The same as it was typed, for whoever is told what came of it. */
    String shown();

    /**
     * Something said in the lobby. It may be sent again, as long as the server remembers its key.
     *
     * @param key by which the server knows it again
     */
    record Said(String key, String text) implements Typed {
        @Override
        public String command() {
            return Verb.ONCE.word() + " " + key + " " + text;
        }

        @Override
        public String shown() {
            return text;
        }
    }

    /** Something whispered. Nobody can tell whether one got there whose answer was lost. */
    record Whispered(String to, String text) implements Typed {
        @Override
        public String command() {
            return Verb.TO.word() + " " + to + " " + text;
        }

        @Override
        public String shown() {
            return "/" + command();
        }
    }

    /** Another command of the server's. */
    record Asked(String command) implements Typed {
        @Override
        public String shown() {
            return "/" + command;
        }
    }
}
