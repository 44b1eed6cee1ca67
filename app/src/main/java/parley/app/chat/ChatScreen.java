package parley.app.chat;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Shows a chat to somebody and reads what they type. One thread reads; any may show. */
interface ChatScreen extends Closeable {

    /** The next line typed, without its end; null when there are no more. */
    @Nullable
    String read(String prompt) throws IOException;

    /** Shows one line of the server's, or one of our own, which starts with {@code --}. @throws OutputException if it can't be written */
    void show(String line);
}
