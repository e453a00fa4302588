package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/**
 * A command of an authenticated client.
 *
 * @param channel the client's connection
 * @param database the database that the command addresses
 * @param name such as {@code insert}
 * @param body the whole command
 */
record Command(Channel channel, String database, String name, Document body) {
    /** Whether its write concern is {@code w: 1, j: false}, so that it may be answered before it is on the disk. */
    boolean isContentWithMemory() {
        return body.get("writeConcern") instanceof Document concern
                && concern.get("w") instanceof Number acknowledgements
                && acknowledgements.intValue() == 1
                && Boolean.FALSE.equals(concern.get("j"));
    }

    @Override
    public String toString() {
        // The body is left out because it contains personal data.
        return "Command[" + database + ", " + name + "]";
    }
}
