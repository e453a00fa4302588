package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import java.util.Optional;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.StreamId;

/** Checks and reads what a member hands over, in the order of SPEC 15. Not thread-safe. */
public final class EntryReader {
    /**
     * What the speaker said, proven by the speaker's signature.
     *
     * @param speaker the name that the holder gives; that the key is this user's is not proven here
     * @param entry the entry
     */
    public record Said(UserName speaker, RoomHeader header, SealedContent content, Link link, HistoryEntry entry) {
        /** What the link of the next datagram of the stream names. */
        public ShortHash hash() {
            return ShortHash.of(entry.datagram().bytes());
        }
    }

    private final RoomId room;
    private final RoomHash hash;
    private final Primitives primitives = new Primitives();
    private final Verifier verifier;

    /**
     * @param room the room by its name, which streams are made with
     * @param hash what version 2 names the room by
     */
    public EntryReader(RoomId room, RoomHash hash, Verifier verifier) {
        this.room = room;
        this.hash = hash;
        this.verifier = verifier;
    }

    /** Reads an entry; empty if any check fails. */
    public Optional<Said> read(HistoryEntry entry) {
        byte[] datagram = entry.datagram().bytes();
        return RoomHeader.parse(datagram)
                .filter(header -> header.version() == RoomHeader.VERSION_2
                        && header.kind() == RoomHeader.KIND_SEALED
                        && header.room().equals(hash.id())
                        && header.sequence() >= 1
                        && header.stream() == StreamId.of(room, entry.key(), entry.salt()))
                .flatMap(header -> open(entry, header, datagram));
    }

    private Optional<Said> open(HistoryEntry entry, RoomHeader header, byte[] datagram) {
        byte[] messageKey = entry.messageKey();
        Optional<byte[]> plain = primitives.open(messageKey, header.bytes(), datagram, RoomHeader.BYTES);
        Arrays.fill(messageKey, (byte) 0);
        return plain.filter(found -> found.length > Verifier.SIGNATURE_BYTES).flatMap(found -> {
            byte[] signature = Arrays.copyOf(found, Verifier.SIGNATURE_BYTES);
            byte[] content = Arrays.copyOfRange(found, Verifier.SIGNATURE_BYTES, found.length);
            return SealedCodec.parse(content)
                    .filter(said -> isSigned(entry, header, said.signed(), signature))
                    .filter(said ->
                            (header.sequence() == 1) == said.link().previous().equals(ShortHash.NONE))
                    .map(said -> new Said(entry.speaker(), header, said.content(), said.link(), entry));
        });
    }

    private boolean isSigned(HistoryEntry entry, RoomHeader header, byte[] signed, byte[] signature) {
        return verifier.verify(
                entry.key(), Signing.message(Signing.Purpose.SEALED, header, signed, Optional.of(hash)), signature);
    }
}
