package parley.client.session;

import parley.client.codec.ServerLine;

/** Is told of what comes by itself, in order, by the thread that reads. */
public interface SessionListener {
    void said(ServerLine.Said message);

    void missed(ServerLine.Missed missed);

    /** Waits until there is room for more: meanwhile nothing is read. Whether it had to wait. */
    boolean awaitRoom() throws InterruptedException;
}
