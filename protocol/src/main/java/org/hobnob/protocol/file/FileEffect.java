package org.hobnob.protocol.file;

import java.util.Optional;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.MessageId;

/** What the engine wants to be done, in this order. */
public sealed interface FileEffect {
    /** Keep the offer as it is now; what follows must wait until it is durable. */
    record Store(Offer offer) implements FileEffect {}

    /** Keep the offer no longer. */
    record Forget(MessageId id) implements FileEffect {}

    /** Send the message to its recipient, and tell the engine the reply, or that there is none. */
    record Tell(PeerMessage.OfFile message) implements FileEffect {}

    /** Begin to fetch the file. */
    record Fetch(Offer offer) implements FileEffect {}

    /** End all connections that carry bytes of the file, in either direction. */
    record Stop(MessageId id) implements FileEffect {}

    /** Remove what has come of the file. */
    record Remove(Offer offer) implements FileEffect {}

    /** Tell the user what became of the offer; {@code why} says more about a failure. */
    record Show(Offer offer, Optional<FileFault> why) implements FileEffect {}
}
