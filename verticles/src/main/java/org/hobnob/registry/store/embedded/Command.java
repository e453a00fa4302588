package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/**
 * One command of an authenticated client.
 *
 * @param channel the client's connection
 * @param database what it works on
 * @param name such as {@code insert}
 * @param body the whole command
 */
record Command(Channel channel, String database, String name, Document body) {
    @Override
    public String toString() {
        // Bodies hold people's data.
        return "Command[" + database + ", " + name + "]";
    }
}
