package parley.app.http;

/**
 * Holds what is answered to one request.
 *
 * @param status as HTTP has it
 * @param type of the content
 */
public record HttpAnswer(int status, String type, String body) {

    /** A line of plain text. */
    public static HttpAnswer line(int status, String text) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", text + "\n");
    }
}
