package org.hobnob.registry.gateway;

import io.vertx.core.Future;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.registry.door.Cost;
import org.hobnob.registry.door.RequestBudgets.Verdict;

/** What a connection needs from the gateway that owns it. */
interface ConnectionOwner {
    /** Answers a request; may fail with a refusal. */
    Future<Reply> answer(Request request, Connection connection);

    /** Reports a sign of life of the login. */
    void alive(ConnectionLogin login);

    /** Whether clients of the original dialect are served. */
    boolean speaksOriginal();

    /** Charges a request to the budgets of the connection and its address. */
    Verdict charge(Connection connection, Cost cost);

    /** Charges a message that is no request; returns whether the connection may go on. */
    boolean chargeNonsense(Connection connection);

    /** Reports that a connection is closed because too much of what it sent is no request. */
    void sentNonsense(Connection connection);

    /** Runs the action on this event loop after the time. */
    void later(long afterNs, Runnable action);

    /** Does the work at once, or when it is the connection's turn. */
    void inTurn(Connection connection, Turns.Work work);

    /** A monotonic clock, in nanoseconds. */
    long nanoTime();

    /** Reports that the connection is closed. */
    void closed(Connection connection);

    /** Reports an error that ends the connection. */
    void troubled(Connection connection, Throwable cause);
}
