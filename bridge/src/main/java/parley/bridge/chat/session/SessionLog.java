package parley.bridge.chat.session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import parley.bridge.chat.name.Nickname;
import parley.protocol.ErrorCode;

/**
 * Logs what becomes of a session, each line with the session's id: at info those that had a nickname, at debug those that never had
 * one, and refusals. Nothing that anybody said is in it.
 */
final class SessionLog {
    private static final Logger log = LoggerFactory.getLogger(SessionLog.class);

    private SessionLog() {}

    static void began(Session session) {
        log.atDebug().addKeyValue("session", session.id()).log("A session from {} begins", session.address());
    }

    static void refused(Session session, ErrorCode code) {
        log.atDebug().addKeyValue("session", session.id()).log("Not let in: {}", code.code());
    }

    static void loggedIn(Session session, Nickname nick) {
        log.atInfo().addKeyValue("session", session.id()).log("{} logged in from {}", nick, session.address());
    }

    static void ended(Session session, @Nullable Nickname nick, String how) {
        log.atLevel(nick == null ? Level.DEBUG : Level.INFO)
                .addKeyValue("session", session.id())
                .log("{} left: {}", nick == null ? "Nobody" : nick, how);
    }
}
