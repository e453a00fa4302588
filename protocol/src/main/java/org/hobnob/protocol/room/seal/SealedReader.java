package org.hobnob.protocol.room.seal;

import java.util.Arrays;
import java.util.Optional;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.seal.Opened.Data;
import org.hobnob.protocol.room.seal.Opened.NoKey;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.Why;

/** Checks sealed datagrams, in the order of SPEC 8.6. Not thread-safe. */
final class SealedReader {
    private static final int AROUND_CONTENT_BYTES = RoomHeader.BYTES + Verifier.SIGNATURE_BYTES + Primitives.TAG_BYTES;

    private final Primitives primitives;
    private final Signing signing;
    private final Speakers speakers;
    private final HeldDatagrams held;
    private RoomRecorder recorder = RoomRecorder.NONE;

    SealedReader(Primitives primitives, Signing signing, Speakers speakers, HeldDatagrams held) {
        this.primitives = primitives;
        this.signing = signing;
        this.speakers = speakers;
        this.held = held;
    }

    void recordTo(RoomRecorder newRecorder) {
        recorder = newRecorder;
    }

    Opened read(RoomHeader header, byte[] datagram) {
        int minContent =
                header.version() == RoomHeader.VERSION_1 ? RoomContents.MIN_SEALED_BYTES : SealedCodec.MIN_BYTES;
        if (datagram.length < AROUND_CONTENT_BYTES + minContent) {
            return new Rejected(Why.MALFORMED);
        }
        Optional<UserName> owner = speakers.ownerOf(header.stream());
        if (owner.isEmpty()) {
            return hold(header, datagram);
        }
        Optional<PublicKey> key = speakers.keyOf(owner.get());
        if (key.isEmpty()) {
            return new Rejected(Why.NOT_A_MEMBER);
        }
        ReceivedStream stream = speakers.known(owner.get(), header.stream()).orElseThrow();
        if (stream.isBehind(header.sequence())) {
            return new Rejected(Why.FORGOTTEN_KEY);
        }
        Optional<ReceivingChain> chain = stream.chain(header.epoch());
        if (chain.isEmpty()) {
            return hold(header, datagram);
        }
        Optional<Why> hindrance = chain.get().hindrance(header.sequence());
        if (hindrance.isPresent()) {
            return new Rejected(hindrance.get());
        }
        Opened opened = open(header, datagram, chain.get(), owner.get(), key.get());
        if (opened instanceof Data) {
            stream.opened(chain.get(), header.sequence());
        }
        return opened;
    }

    /** Opens the datagram without changing the chain. */
    private Opened open(RoomHeader header, byte[] datagram, ReceivingChain chain, UserName owner, PublicKey key) {
        byte[] messageKey = chain.messageKey(header.sequence());
        Optional<byte[]> plain = primitives.open(messageKey, header.bytes(), datagram, RoomHeader.BYTES);
        Opened opened = plain.isEmpty() ? new Rejected(Why.BAD_SEAL) : read(header, datagram, plain.get(), owner, key);
        if (opened instanceof Data data && data.link().isPresent()) {
            recorder.record(owner, key, header, data.content(), data.link().get(), messageKey, datagram);
        }
        Arrays.fill(messageKey, (byte) 0);
        return opened;
    }

    private Opened read(RoomHeader header, byte[] datagram, byte[] plain, UserName owner, PublicKey key) {
        byte[] signature = Arrays.copyOf(plain, Verifier.SIGNATURE_BYTES);
        byte[] content = Arrays.copyOfRange(plain, Verifier.SIGNATURE_BYTES, plain.length);
        return header.version() == RoomHeader.VERSION_1
                ? version1(header, datagram, content, signature, owner, key)
                : version2(header, datagram, content, signature, owner, key);
    }

    private Opened version1(
            RoomHeader header, byte[] datagram, byte[] content, byte[] signature, UserName owner, PublicKey key) {
        if (!signing.isOf(key, Signing.Purpose.SEALED, header, content, signature)) {
            return new Rejected(Why.BAD_SIGNATURE);
        }
        Optional<SealedContent> said = RoomContents.sealed(content);
        return said.isPresent()
                ? new Data(owner, header, said.get(), Optional.empty(), datagram)
                : new Rejected(Why.MALFORMED);
    }

    private Opened version2(
            RoomHeader header, byte[] datagram, byte[] content, byte[] signature, UserName owner, PublicKey key) {
        // What is signed depends on the content's form, so this is checked first.
        Optional<SealedCodec.Decoded> decoded =
                SealedCodec.parse(content).filter(found -> isLinkOf(header, found.link()));
        if (decoded.isEmpty()) {
            return new Rejected(Why.MALFORMED);
        }
        SealedCodec.Decoded said = decoded.get();
        return signing.isOf(key, Signing.Purpose.SEALED, header, said.signed(), signature)
                ? new Data(owner, header, said.content(), Optional.of(said.link()), datagram)
                : new Rejected(Why.BAD_SIGNATURE);
    }

    /** Returns whether the content names a datagram before it if and only if there is one. */
    private static boolean isLinkOf(RoomHeader header, Link link) {
        return (header.sequence() == 1) == link.previous().equals(ShortHash.NONE);
    }

    private Opened hold(RoomHeader header, byte[] datagram) {
        held.hold(header, datagram);
        return new NoKey(header.stream(), header.epoch(), header.sequence());
    }
}
