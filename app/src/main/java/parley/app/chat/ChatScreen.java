package parley.app.chat;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Shows a chat to somebody and reads what they type. One thread reads; any may show. */
interface ChatScreen extends Closeable {

    /** The next line typed, without its end; null when there are no more. */
    @Nullable
    String read(String prompt) throws IOException;

    /** Shows one line. @throws parley.app.options.OutputException if it can't be written */
    void show(ChatLine line);

    /** Shows a line of this program's own. */
    default void note(String text) {
        show(ChatLine.note(text));
    }
}
