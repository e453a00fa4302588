package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;

/** What a connection needs of the gateway that it belongs to. */
interface ConnectionOwner {
    /** The reply to the request; may fail with a refusal. */
    Future<Reply> answer(Request request, Connection connection);

    /** A sign of life came of the login. */
    void alive(ConnectionLogin login);

    /** Whether clients of the original dialect are served. */
    boolean speaksOriginal();

    /** A monotonic clock, in nanoseconds. */
    long nanoTime();

    /** The connection is closed. */
    void closed(Connection connection);

    /** Something went wrong on the connection, which will not live on. */
    void troubled(Connection connection, Throwable cause);
}
