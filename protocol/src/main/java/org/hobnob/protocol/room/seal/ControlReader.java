package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.seal.Opened.Heard;
import org.hobnob.protocol.room.seal.Opened.NakHeard;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.StatusHeard;
import org.hobnob.protocol.room.seal.Opened.Unchecked;
import org.hobnob.protocol.room.seal.Opened.Why;

/** Checks status datagrams and repair requests, in the order of SPEC 8.6. Not thread-safe. */
final class ControlReader {
    private final UserName self;
    private final Signing signing;
    private final Speakers speakers;

    ControlReader(UserName self, Signing signing, Speakers speakers) {
        this.self = self;
        this.signing = signing;
        this.speakers = speakers;
    }

    Opened read(RoomHeader header, byte[] datagram, Predicate<Heard> isWanted) {
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
        Optional<Why> hindrance = hindrance(claim.get());
        if (hindrance.isPresent()) {
            return new Rejected(hindrance.get());
        }
        // Verifying the signature is nearly all of the work, so skip it for what nobody wants.
        return isWanted.test(claim.get())
                ? verified(claim.get(), content, Arrays.copyOfRange(datagram, end, datagram.length))
                : new Unchecked();
    }

    private Optional<Why> hindrance(Heard claim) {
        UserName sender = claim.sender();
        long stream = claim.header().stream();
        if (sender.equals(self)) {
            return Optional.of(Why.OWN);
        }
        boolean anothers =
                speakers.ownerOf(stream).filter(o -> !o.equals(sender)).isPresent();
        if (speakers.keyOf(sender).isEmpty() || anothers) {
            return Optional.of(Why.NOT_A_MEMBER);
        }
        Optional<ReceivedStream> known = speakers.known(sender, stream);
        return known.isPresent() && !known.get().control().isNew(claim.header().sequence())
                ? Optional.of(Why.REPLAYED)
                : Optional.empty();
    }

    private Opened verified(Heard claim, byte[] content, byte[] signature) {
        RoomHeader header = claim.header();
        PublicKey key = speakers.keyOf(claim.sender()).orElseThrow();
        if (!signing.isOf(key, Signing.Purpose.CONTROL, header, content, signature)) {
            return new Rejected(Why.BAD_SIGNATURE);
        }
        speakers.heardFrom(claim.sender(), header.stream()).control().accept(header.sequence());
        return claim;
    }

    private static Optional<Heard> status(RoomHeader header, byte[] content) {
        return RoomContents.status(content).map(status -> new StatusHeard(status.user(), header, status));
    }

    private static Optional<Heard> nak(RoomHeader header, byte[] content) {
        return RoomContents.nak(content).map(asked -> new NakHeard(asked.user(), header, asked.nak()));
    }
}
