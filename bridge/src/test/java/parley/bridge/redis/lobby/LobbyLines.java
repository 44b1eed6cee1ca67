package parley.bridge.redis.lobby;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LogSlice;

/** What a lobby's log holds. */
public final class LobbyLines {
    private LobbyLines() {}

    /** All lines without what stands before the nickname; a mark stands as {@code MISSED ?}. */
    public static List<String> texts(Lobby lobby) {
        List<String> texts = new ArrayList<>();
        long position = lobby.log().tail();
        long head = lobby.log().head();
        while (position < head) {
            LogSlice slice = Objects.requireNonNull(lobby.log().read(position, head, 1 << 16));
            position = slice.next();
            HeapMemory.take(slice)
                    .lines()
                    .forEach(line -> texts.add(line.startsWith("MISSED") ? line : line.split(" ", 3)[2]));
        }
        return texts;
    }
}
