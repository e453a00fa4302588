package org.hobnob.protocol.room;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.UserName;

/**
 * The contents of statuses of version 2, without MAC and signature (SPEC 8.3). Bytes behind the last stream are
 * ignored, as later versions may put something there. Parsing never throws.
 */
public final class ControlCodec {
    /** Flags, last, floor, the prior stream with its number, head, roster, and the count of streams heard. */
    private static final int STATUS_BYTES = 1 + 4 * Long.BYTES + ShortHash.BYTES + RosterClaim.BYTES + 1;

    private static final int HEARD_BYTES = RoomContents.HEARD_BYTES + ShortHash.BYTES;

    /**
     * A status with what version 2 adds.
     *
     * @param status the status
     * @param witness the hashes
     */
    public record Witnessed(RoomStatus status, Witness witness) {}

    private ControlCodec() {}

    /**
     * Encodes the content of a status.
     *
     * @throws IllegalArgumentException if there are too many streams, or not a hash for each
     */
    public static byte[] ofStatus(RoomStatus status, Witness witness) {
        int count = status.heard().size();
        if (count > Witness.MAX_HEARD || count != witness.heard().size()) {
            throw new IllegalArgumentException(
                    count + " streams, " + witness.heard().size() + " hashes");
        }
        ByteBuffer out = ByteBuffer.allocate(1 + status.user().shown().length() + STATUS_BYTES + count * HEARD_BYTES);
        RoomContents.putName(out, status.user());
        RoomContents.putPosition(out, status);
        witness.head().put(out);
        witness.roster().put(out);
        out.put((byte) count);
        for (int i = 0; i < count; i++) {
            RoomContents.putHeard(out, status.heard().get(i));
            witness.heard().get(i).put(out);
        }
        return out.array();
    }

    /** Parses the content of a status; returns empty if it is invalid. */
    public static Optional<Witnessed> status(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        Optional<UserName> user = RoomContents.takeName(in);
        if (user.isEmpty() || in.remaining() < STATUS_BYTES) {
            return Optional.empty();
        }
        Optional<RoomStatus> position = RoomContents.takePosition(in, user.get());
        ShortHash head = ShortHash.read(in);
        RosterClaim roster = RosterClaim.read(in);
        int count = Byte.toUnsignedInt(in.get());
        if (position.isEmpty()
                || !roster.isNumber()
                || count > Witness.MAX_HEARD
                || in.remaining() < count * HEARD_BYTES) {
            return Optional.empty();
        }
        List<RoomStatus.Heard> heard = new ArrayList<>(count);
        List<ShortHash> hashes = new ArrayList<>(count);
        Set<Long> streams = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Optional<RoomStatus.Heard> entry = RoomContents.takeHeard(in);
            if (entry.isEmpty() || !streams.add(entry.get().stream())) {
                return Optional.empty();
            }
            heard.add(entry.get());
            hashes.add(ShortHash.read(in));
        }
        return Optional.of(new Witnessed(position.get().withHeard(heard), new Witness(head, roster, hashes)));
    }
}
