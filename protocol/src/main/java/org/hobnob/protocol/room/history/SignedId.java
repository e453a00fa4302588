package org.hobnob.protocol.room.history;

import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * What makes a message one that was seen before: anybody may sign an id that somebody else has signed already.
 *
 * @param key the key that signed the message
 */
public record SignedId(PublicKey key, MessageId id) {}
