package org.hobnob.protocol.room.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.seal.EntryReader;

/**
 * An entry of an archive and what is looked up of it.
 *
 * @param stream the speaker's stream
 * @param number the number in it
 * @param rosterVersion the version of the roster that the speaker knew; 0 if none was known for certain
 * @param isForAll whether it may be handed to those who came later, too
 * @param atMs when it was said, else when it was kept, in milliseconds since 1970
 * @param ids the messages in it that are whole
 */
record ArchiveRecord(
        UserName speaker,
        long stream,
        long number,
        long rosterVersion,
        boolean isForAll,
        long atMs,
        ShortHash hash,
        List<MessageId> ids,
        HistoryEntry entry) {
    private static final byte FORM = 1;
    private static final int HEAD_BYTES = 1 + 1 + 4 * Long.BYTES + 1;
    private static final int ID_BYTES = 16;

    /**
     * A part of a long message does not say whether it may be handed to those who came later, so it may not.
     *
     * @param nowMs when it is kept; nothing is said later than that
     */
    static ArchiveRecord of(EntryReader.Said said, long nowMs) {
        List<MessageId> ids = new ArrayList<>();
        boolean forAll = false;
        long at = nowMs;
        if (said.content() instanceof SealedContent.Messages several) {
            forAll = true;
            for (SealedContent.Message message : several.messages()) {
                ids.add(message.id());
                forAll &= message.body() instanceof MessageBody body && body.history();
                if (message.body() instanceof MessageBody body) {
                    at = Math.min(at, body.saidAt().orElse(nowMs));
                }
            }
        }
        return new ArchiveRecord(
                said.speaker(),
                said.header().stream(),
                said.header().sequence(),
                said.link().roster().version(),
                forAll,
                at,
                said.hash(),
                ids,
                said.entry());
    }

    /** Returns the record as one that may be handed to nobody. */
    ArchiveRecord forNobody() {
        return new ArchiveRecord(speaker, stream, number, 0, false, atMs, hash, ids, entry);
    }

    byte[] bytes() {
        byte[] word = entry.word().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + ids.size() * ID_BYTES + word.length)
                .put(FORM)
                .put((byte) (isForAll ? 1 : 0))
                .putLong(stream)
                .putLong(number)
                .putLong(rosterVersion)
                .putLong(atMs)
                .put((byte) ids.size());
        ids.forEach(id -> out.put(HexFormat.of().parseHex(id.hex())));
        return out.put(word).array();
    }

    /** Reads what {@link #bytes} returned; empty if it is anything else. */
    static Optional<ArchiveRecord> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < HEAD_BYTES || in.get() != FORM) {
            return Optional.empty();
        }
        boolean forAll = in.get() == 1;
        long stream = in.getLong();
        long number = in.getLong();
        long version = in.getLong();
        long at = in.getLong();
        int count = Byte.toUnsignedInt(in.get());
        if (in.remaining() < count * ID_BYTES) {
            return Optional.empty();
        }
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new MessageId(HexFormat.of().formatHex(taken(in, ID_BYTES))));
        }
        String word = new String(taken(in, in.remaining()), StandardCharsets.US_ASCII);
        return HistoryEntry.parse(word)
                .map(entry -> new ArchiveRecord(
                        entry.speaker(),
                        stream,
                        number,
                        version,
                        forAll,
                        at,
                        ShortHash.of(entry.datagram().bytes()),
                        ids,
                        entry));
    }

    private static byte[] taken(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
