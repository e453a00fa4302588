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
    /** Whether its write concern is {@code w: 1, j: false}: it need not be on the disk when it is answered. */
    boolean isContentWithMemory() {
        return body.get("writeConcern") instanceof Document concern
                && concern.get("w") instanceof Number acknowledgements
                && acknowledgements.intValue() == 1
                && Boolean.FALSE.equals(concern.get("j"));
    }

    @Override
    public String toString() {
        // Bodies hold people's data.
        return "Command[" + database + ", " + name + "]";
    }
}
