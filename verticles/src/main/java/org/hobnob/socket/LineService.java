package org.hobnob.socket;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What programs at a {@link SocketDoor} use: it answers their lines. All methods may be called on any thread. */
public interface LineService {
    /** The longest line of a program, in bytes. */
    int mostBytes();

    /** A program is there: it may be told what happens from now on. */
    Future<Void> attach(Client client);

    /** A program asks for no more. */
    Future<Void> detach(Client client);

    /**
     * Answers a line of a program and tells it the answer.
     *
     * @return succeeds when the answer has been handed to the program
     */
    Future<Void> line(Client client, String line);

    /** Tells a program that its line was too long. */
    void tooLong(Client client);

    /** What a program is told that has not read so many lines. */
    JsonObject missed(int count);
}
