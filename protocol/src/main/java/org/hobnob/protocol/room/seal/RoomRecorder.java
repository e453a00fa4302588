package org.hobnob.protocol.room.seal;

import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.SealedContent;

/** Receives each datagram of version 2 that was sealed or opened, with the key that opens it alone (SPEC 15). */
public interface RoomRecorder {
    /** Keeps nothing. */
    RoomRecorder NONE = (speaker, key, header, content, link, messageKey, datagram) -> {};

    /**
     * @param key the speaker's identity key
     * @param messageKey wiped when this returns
     * @param datagram as it was sent; not a copy
     */
    void record(
            UserName speaker,
            PublicKey key,
            RoomHeader header,
            SealedContent content,
            Link link,
            byte[] messageKey,
            byte[] datagram);
}
