package org.hobnob.protocol.room.engine;

import java.util.Objects;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;

/**
 * A message that this user sends.
 *
 * @param id the message's id
 * @param body what it says
 */
public record Saying(MessageId id, MessageBody body) {
    public Saying {
        Objects.requireNonNull(id);
        Objects.requireNonNull(body);
    }
}
