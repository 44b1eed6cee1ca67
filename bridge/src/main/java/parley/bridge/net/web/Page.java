package parley.bridge.net.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is the page of the chat, and the library that it uses: their files, as they are in the jar, by their paths. For all threads. */
final class Page {
    private static final String INDEX = "index.html";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** What the page is made of. A test compares it with what is there. */
    static final List<String> FILES = List.of(
            INDEX,
            "icon.svg",
            "style.css",
            "main.js",
            "chat.js",
            "composer.js",
            "conversation.js",
            "log.js",
            "names.js",
            "search.js",
            "sidebar.js",
            "text.js",
            "times.js",
            "parley/answers.js",
            "parley/browser.js",
            "parley/client.js",
            "parley/codec.js",
            "parley/common.js",
            "parley/entrance.js",
            "parley/errors.js",
            "parley/feed.js",
            "parley/keeper.js",
            "parley/lines.js",
            "parley/patience.js",
            "parley/publisher.js",
            "parley/queue.js",
            "parley/session.js",
            "parley/watch.js",
            "parley/websocket.js");

    private final Map<String, PageFile> files = new LinkedHashMap<>();

    private Page() {}

    static Page load() {
        Page page = new Page();
        for (String name : FILES) {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            try (InputStream file = Page.class.getResourceAsStream("page/" + name)) {
                if (file == null || type == null) {
                    throw new IllegalStateException("the program lacks its page's " + name);
                }
                page.files.put(name.equals(INDEX) ? "/" : "/" + name, new PageFile(type, file.readAllBytes()));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return page;
    }

    /** What is at a path; null for nothing. */
    @Nullable
    PageFile at(String path) {
        return files.get(path);
    }
}
