package org.hobnob.protocol.room.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ControlCodec;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.seal.Opened.Heard;
import org.hobnob.protocol.room.seal.Opened.NakHeard;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.StatusHeard;
import org.hobnob.protocol.room.seal.Opened.Unchecked;
import org.hobnob.protocol.room.seal.Opened.Why;

/** Checks status datagrams and repair requests, in the order of SPEC 8.6. Not thread-safe. */
final class ControlReader {
    /** What a MAC tells. */
    private enum Mac {
        NONE,
        RIGHT,
        WRONG,
        UNKNOWN_KEY
    }

    /** The control epoch and the MAC. */
    static final int MAC_BYTES = Integer.BYTES + Primitives.MAC_BYTES;

    private final UserName self;
    private final Primitives primitives;
    private final Signing signing;
    private final Speakers speakers;
    /** For datagrams without a MAC that could be checked. */
    private final SignatureBudget unvouched = new SignatureBudget();
    /** For wrong signatures under a right MAC: of a member, or a former one, that has the key. */
    private final SignatureBudget wrong = new SignatureBudget();

    private boolean expectsMacs;

    ControlReader(UserName self, Primitives primitives, Signing signing, Speakers speakers) {
        this.self = self;
        this.primitives = primitives;
        this.signing = signing;
        this.speakers = speakers;
    }

    /** Sets whether members are expected to send MACs, so that those that come without one are limited too. */
    void expectsMacs(boolean expected) {
        expectsMacs = expected;
    }

    /**
     * Checks a datagram.
     *
     * @param arrival how it arrived
     * @param isWanted whether the claimed content is worth a verification
     */
    Opened read(RoomHeader header, byte[] datagram, Arrival arrival, Predicate<Heard> isWanted, long nowMs) {
        boolean hasMac = header.version() != RoomHeader.VERSION_1;
        int end = datagram.length - Verifier.SIGNATURE_BYTES - (hasMac ? MAC_BYTES : 0);
        if (end <= RoomHeader.BYTES) {
            return new Rejected(Why.MALFORMED);
        }
        byte[] content = Arrays.copyOfRange(datagram, RoomHeader.BYTES, end);
        Optional<Heard> claim = claim(header, content, datagram);
        if (claim.isEmpty()) {
            return new Rejected(Why.MALFORMED);
        }
        Optional<Why> hindrance = hindrance(claim.get());
        if (hindrance.isPresent()) {
            return new Rejected(hindrance.get());
        }
        Mac mac = hasMac ? mac(claim.get(), content, ByteBuffer.wrap(datagram, end, MAC_BYTES)) : Mac.NONE;
        if (mac == Mac.WRONG) {
            return new Rejected(Why.BAD_MAC);
        }
        // Verifying the signature is nearly all of the work, so skip it for what nobody wants.
        if (!isWanted.test(claim.get())) {
            return new Unchecked();
        }
        boolean isLimited = mac == Mac.UNKNOWN_KEY || mac == Mac.NONE && expectsMacs;
        UserName sender = claim.get().sender();
        if (isLimited && !unvouched.mayVerify(arrival, sender, nowMs)
                || mac == Mac.RIGHT && wrong.isUsedUp(arrival, sender, nowMs)) {
            return new Rejected(Why.THROTTLED);
        }
        byte[] signature = Arrays.copyOfRange(datagram, datagram.length - Verifier.SIGNATURE_BYTES, datagram.length);
        Opened opened = verified(claim.get(), content, signature);
        if (mac == Mac.RIGHT && opened instanceof Rejected) {
            wrong.count(arrival, sender, nowMs);
        }
        return opened;
    }

    private Mac mac(Heard claim, byte[] content, ByteBuffer in) {
        RoomHeader header = claim.header();
        long epoch = Integer.toUnsignedLong(in.getInt());
        byte[] claimed = new byte[Primitives.MAC_BYTES];
        in.get(claimed);
        return speakers.known(claim.sender(), header.stream())
                .flatMap(stream -> stream.controlKey(epoch))
                .map(key -> MessageDigest.isEqual(claimed, primitives.controlMac(key, header, content))
                        ? Mac.RIGHT
                        : Mac.WRONG)
                .orElse(Mac.UNKNOWN_KEY);
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

    private static Optional<Heard> claim(RoomHeader header, byte[] content, byte[] datagram) {
        boolean isFirst = header.version() == RoomHeader.VERSION_1;
        if (header.kind() == RoomHeader.KIND_NAK) {
            return RoomContents.nak(content).map(asked -> new NakHeard(asked.user(), header, asked.nak()));
        }
        return isFirst
                ? RoomContents.status(content)
                        .map(status -> new StatusHeard(status.user(), header, status, Optional.empty(), datagram))
                : ControlCodec.status(content).map(found -> {
                    RoomStatus status = found.status();
                    return new StatusHeard(status.user(), header, status, Optional.of(found.witness()), datagram);
                });
    }
}
