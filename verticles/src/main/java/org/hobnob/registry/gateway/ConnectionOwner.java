package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;

/** What a connection needs from the gateway that owns it. */
interface ConnectionOwner {
    /** Answers a request; may fail with a refusal. */
    Future<Reply> answer(Request request, Connection connection);

    /** Reports a sign of life of the login. */
    void alive(ConnectionLogin login);

    /** Whether clients of the original dialect are served. */
    boolean speaksOriginal();

    /** A monotonic clock, in nanoseconds. */
    long nanoTime();

    /** Reports that the connection is closed. */
    void closed(Connection connection);

    /** Reports an error that ends the connection. */
    void troubled(Connection connection, Throwable cause);
}
