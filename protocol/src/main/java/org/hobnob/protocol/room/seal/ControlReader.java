package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import java.util.Optional;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.PublicKey;
import org.hobnob.protocol.message.UserName;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.seal.Opened.Heard;
import org.hobnob.protocol.room.seal.Opened.NakHeard;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.StatusHeard;
import org.hobnob.protocol.room.seal.Opened.Why;

/** The checks of a status and of a question for what was lost, in the order of SPEC 8.6. Not thread-safe. */
final class ControlReader {
    private final UserName self;
    private final Signing signing;
    private final Speakers speakers;

    ControlReader(UserName self, Signing signing, Speakers speakers) {
        this.self = self;
        this.signing = signing;
        this.speakers = speakers;
    }

    Opened read(RoomHeader header, byte[] datagram) {
        int end = datagram.length - Verifier.SIGNATURE_BYTES;
        if (end <= RoomHeader.BYTES) {
            return new Rejected(Why.MALFORMED);
        }
        byte[] content = Arrays.copyOfRange(datagram, RoomHeader.BYTES, end);
        Optional<Heard> claim =
                header.kind() == RoomHeader.KIND_STATUS ? status(header, content) : nak(header, content);
        if (claim.isEmpty()) {
            return new Rejected(Why.MALFORMED);
        }
        byte[] signature = Arrays.copyOfRange(datagram, end, datagram.length);
        return hindrance(claim.get(), content, signature)
                .<Opened>map(Rejected::new)
                .orElse(claim.get());
    }

    private Optional<Why> hindrance(Heard claim, byte[] content, byte[] signature) {
        RoomHeader header = claim.header();
        UserName sender = claim.sender();
        if (sender.equals(self)) {
            return Optional.of(Why.OWN);
        }
        Optional<PublicKey> key = speakers.keyOf(sender);
        boolean anothers =
                speakers.ownerOf(header.stream()).filter(o -> !o.equals(sender)).isPresent();
        if (key.isEmpty() || anothers) {
            return Optional.of(Why.NOT_A_MEMBER);
        }
        Optional<ReceivedStream> known = speakers.known(sender, header.stream());
        if (known.isPresent() && !known.get().control().isNew(header.sequence())) {
            return Optional.of(Why.REPLAYED);
        }
        if (!signing.isOf(key.get(), Signing.Purpose.CONTROL, header, content, signature)) {
            return Optional.of(Why.BAD_SIGNATURE);
        }
        // Accepted: it is new, as was asked above, before the work of verifying.
        speakers.heardFrom(sender, header.stream()).control().accept(header.sequence());
        return Optional.empty();
    }

    private static Optional<Heard> status(RoomHeader header, byte[] content) {
        return RoomContents.status(content).map(status -> new StatusHeard(status.user(), header, status));
    }

    private static Optional<Heard> nak(RoomHeader header, byte[] content) {
        return RoomContents.nak(content).map(asked -> new NakHeard(asked.user(), header, asked.nak()));
    }
}
