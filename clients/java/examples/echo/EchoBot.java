package parley.client.example;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import parley.client.Client;
import parley.client.Event;
import parley.client.NameChooser;
import parley.client.codec.MessageKind;
import parley.client.error.ParleyException;

/**
 * Says again what begins with {@code !echo }, in the lobby or by a whisper; {@code !users} and {@code !quit} it takes by whispers. It
 * looks at one event at a time: the next is asked for when it has dealt with that.
 */
public final class EchoBot implements Flow.Subscriber<Event> {
    private static final String ECHO = "!echo ";
    private static final int OTHER_NAMES_UP_TO = 9;
    private static final int GAVE_UP = 3;
    private static final int NO_NAME = 4;

    private final Client client;
    private Flow.@Nullable Subscription subscription;

    private EchoBot(Client client) {
        this.client = client;
    }

    /** Takes host, port and nickname from {@code PARLEY_HOST}, {@code PARLEY_PORT} and {@code PARLEY_NICK}. */
    public static void main(String... arguments) {
        System.exit(run(variable("PARLEY_HOST"), Integer.parseInt(variable("PARLEY_PORT")), variable("PARLEY_NICK")));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            System.err.println("echo: PARLEY_HOST, PARLEY_PORT and PARLEY_NICK say where and who");
            System.exit(2);
        }
        return value;
    }

    /** Runs until somebody sends it away; its exit code. */
    static int run(String host, int port, String nick) {
        Client client;
        try {
            client = Client.builder(nick)
                    .address(host, port)
                    .chooser(NameChooser.numbered(OTHER_NAMES_UP_TO))
                    .start();
        } catch (ParleyException.InvalidArgument noName) {
            System.err.println("echo: " + noName.getMessage());
            return NO_NAME;
        }
        client.events().subscribe(new EchoBot(client));
        return client.closed().join().reason().map(EchoBot::exitCode).orElse(0);
    }

    private static int exitCode(ParleyException reason) {
        System.err.println("echo: " + reason.getMessage());
        return reason instanceof ParleyException.Refused refused
                        && refused.code().startsWith("nick-")
                ? NO_NAME
                : GAVE_UP;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Event event) {
        dealWith(event).whenComplete((done, refused) -> {
            // A refused answer is dropped, as is a whisper whose fate nobody knows.
            if (subscription != null) {
                subscription.request(1);
            }
        });
    }

    private CompletableFuture<?> dealWith(Event event) {
        try {
            return event instanceof Event.Message message && !message.mine() ? answer(message) : nothing();
        } catch (ParleyException.InvalidArgument unsayable) {
            return nothing();
        }
    }

    private CompletableFuture<?> answer(Event.Message message) {
        boolean whispered = message.kind() == MessageKind.WHISPER;
        String text = message.text();
        if (text.startsWith(ECHO) && message.kind() != MessageKind.NOTICE) {
            String rest = text.substring(ECHO.length());
            return whispered ? client.to(message.nick(), rest) : client.pub(rest);
        }
        if (whispered && text.equals("!users")) {
            return client.users().thenCompose(users -> client.to(message.nick(), Integer.toString(users.size())));
        }
        return whispered && text.equals("!quit") ? client.leave() : nothing();
    }

    private static CompletableFuture<?> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(Throwable error) {
        System.err.println("echo: " + error);
    }

    @Override
    public void onComplete() {}
}
