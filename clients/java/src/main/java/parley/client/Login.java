package parley.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.client.codec.ClientLine;
import parley.client.error.ParleyException;
import parley.client.session.Answer;
import parley.client.session.Request;
import parley.client.session.Session;

/** Gets a name, and gets it back by the token of the last session that had it. For the thread that keeps the client connected. */
final class Login {
    private static final Pattern WELCOME = Pattern.compile("Welcome (?:back )?([^ !]+)!.*");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final Settings.Naming naming;
    private final Pause pause;
    private @Nullable String token;
    private String nick;

    Login(Settings.Naming naming, Pause pause) {
        this.naming = naming;
        this.pause = pause;
        this.nick = naming.nick();
    }

    /** The name that it has, or had last. */
    String nick() {
        return nick;
    }

    void enter(Session session) throws GivenUp, InterruptedException {
        if (token == null || !enters(session, nick, ClientLine.nickname(nick, token))) {
            token = null;
            enterAfresh(session);
        }
        askForToken(session);
    }

    private void enterAfresh(Session session) throws GivenUp, InterruptedException {
        String wanted = naming.nick();
        for (int refusals = 1; !enters(session, wanted, ClientLine.nickname(wanted)); refusals++) {
            Optional<String> other = naming.chooser().next(naming.nick(), refusals);
            if (other.isEmpty()) {
                throw new GivenUp(
                        new ParleyException.Refused("nick-taken", "all names are taken, the last was " + wanted));
            }
            wanted = other.get();
        }
    }

    /** False: the name is taken. */
    private boolean enters(Session session, String wanted, String line) throws GivenUp, InterruptedException {
        try {
            Answer answer = pause.untilServed(session, () -> Request.of(line));
            Matcher welcome = WELCOME.matcher(answer.text());
            nick = welcome.matches() ? welcome.group(1) : wanted;
            return true;
        } catch (ParleyException.Refused refused) {
            if (refused.code().equals("nick-taken")) {
                return false;
            }
            if (refused.code().startsWith("nick-") || refused.code().equals("banned")) {
                throw new GivenUp(refused);
            }
            throw refused;
        }
    }

    /** A server that gives none is as well, until the connection breaks. */
    private void askForToken(Session session) throws InterruptedException {
        try {
            String given = session.exchange(Request.of(ClientLine.TOKEN)).text();
            token = TOKEN.matcher(given).matches() ? given : null;
        } catch (ParleyException.Refused none) {
            token = null;
        }
    }
}
