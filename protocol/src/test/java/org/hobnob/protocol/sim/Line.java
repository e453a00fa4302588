package org.hobnob.protocol.sim;

import java.util.function.Consumer;

/**
 * One end of a connection: what is sent arrives whole, once and in order, as long as the connection lives; how much of the
 * last arrived is not told.
 *
 * @param <M> messages: immutable, or bytes, which the receiver may change
 */
public final class Line<M> {
    private final Connection<M> connection;
    private final Node node;
    private final Node peer;
    private final int incarnation;
    private boolean open = true;
    private Consumer<M> messages = message -> {};
    private Runnable closing = () -> {};

    Line(Connection<M> connection, Node node, Node peer) {
        this.connection = connection;
        this.node = node;
        this.peer = peer;
        this.incarnation = node.incarnation();
    }

    /** The node at the other end; surely it, as a pinned key proves. */
    public Node peer() {
        return peer;
    }

    /** Whether neither this end closed it nor was told that it is closed; the other end may be gone already. */
    public boolean isOpen() {
        return open && node.lives(incarnation);
    }

    /** What to do with each message; set it before the program returns, or messages are dropped. */
    public void onMessage(Consumer<M> handler) {
        messages = handler;
    }

    /** What to do when told that the line is closed by the other end or broken; once, and not behind {@link #close}. */
    public void onClose(Runnable handler) {
        closing = handler;
    }

    /** Sends a message; dropped where the line is not open. */
    public void send(M message) {
        if (isOpen()) {
            connection.send(this, message);
        }
    }

    /** Closes the line: what was sent before still arrives, then the other end is told. */
    public void close() {
        if (isOpen()) {
            open = false;
            connection.finish(this);
        }
    }

    Node node() {
        return node;
    }

    int incarnation() {
        return incarnation;
    }

    void receive(M message) {
        if (open) {
            messages.accept(message);
        }
    }

    void told() {
        if (open) {
            open = false;
            closing.run();
        }
    }
}
