package org.hobnob.protocol.room.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.room.seal.Opened.Data;
import org.hobnob.protocol.room.seal.Opened.Heard;
import org.hobnob.protocol.room.seal.Opened.Rejected;
import org.hobnob.protocol.room.seal.Opened.Why;

/**
 * Seals what one member sends in one room, and opens what the others send (SPEC 8.2 to 8.6). An invalid datagram
 * yields a value; exceptions report wrong use by the program itself. Not thread-safe. Never prints a key.
 */
public final class RoomSeal {
    private final RoomId room;
    private final UserName self;
    private final long stream;
    private final Primitives primitives = new Primitives();
    private final Signing signing;
    private final SendingChains sending;
    private final Speakers speakers;
    private final HeldDatagrams held;
    private final SealedReader sealedReader;
    private final ControlReader controlReader;
    private final Map<Why, Long> rejections = new EnumMap<>(Why.class);
    private long controls;

    /**
     * @param room the room
     * @param self the member that seals here
     * @param stream this member's stream: random bits, not 0, never used before
     * @param signer signs with this member's identity key
     * @param verifier verifies the signatures of others
     * @param secureRandom a cryptographically strong source for chain keys
     * @param bounds the limits on memory and work
     */
    public RoomSeal(
            RoomId room,
            UserName self,
            long stream,
            Signer signer,
            Verifier verifier,
            RandomGenerator secureRandom,
            SealBounds bounds) {
        if (stream == 0) {
            throw new IllegalArgumentException("0 is not a valid stream number");
        }
        this.room = Objects.requireNonNull(room);
        this.self = Objects.requireNonNull(self);
        this.stream = stream;
        signing = new Signing(signer, verifier);
        sending = new SendingChains(primitives, secureRandom, bounds);
        speakers = new Speakers(primitives, bounds);
        held = new HeldDatagrams(bounds.held(), bounds.heldOfStream());
        sealedReader = new SealedReader(primitives, signing, speakers, held);
        controlReader = new ControlReader(self, signing, speakers);
    }

    /**
     * Sets the members whose datagrams are accepted. Nothing more is accepted from a user who is no longer listed,
     * but the user's streams stay known. A caller that still waits for the last messages of a member that has left
     * must keep listing it.
     *
     * @param others the other members and their identity keys; an entry for this member is ignored
     */
    public void members(Map<UserName, PublicKey> others) {
        Map<UserName, PublicKey> keys = new HashMap<>(others);
        keys.remove(self);
        speakers.members(keys);
    }

    /**
     * Starts a new random key chain at the next number. Must be called before the first {@link #seal}, and whenever
     * someone must not be able to read on.
     *
     * @param rosterVersion the version of the roster that the chain is for
     * @param fromSequence the number to be sealed next, 1 at first
     * @return the chain's epoch: the roster's version if that is higher than all earlier epochs, otherwise the last
     *     epoch plus 1
     * @throws IllegalStateException if {@code fromSequence} is not the next number
     */
    public long renew(long rosterVersion, long fromSequence) {
        return sending.renew(rosterVersion, fromSequence);
    }

    /**
     * Seals a message or a part of one.
     *
     * @param sequence the number after the last one sealed, 1 at first
     * @param fragment the content
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalStateException if {@code sequence} is not the next number, because no number may seal two
     *     contents, or if there is no chain
     */
    public byte[] seal(long sequence, Fragment fragment) {
        SendingChain chain = sending.chainFor(sequence);
        RoomHeader header = new RoomHeader(RoomHeader.KIND_SEALED, room, chain.epoch(), stream, sequence);
        byte[] content = RoomContents.ofFragment(fragment);
        byte[] signature = signing.sign(Signing.Purpose.SEALED, header, content);
        byte[] messageKey = chain.messageKey();
        byte[] sealed = primitives.seal(messageKey, header.bytes(), concat(signature, content));
        Arrays.fill(messageKey, (byte) 0);
        sending.advance();
        return concat(header.bytes(), sealed);
    }

    /**
     * Signs a status.
     *
     * @param rosterVersion the version of the roster that is known here
     * @param status this member's status
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalArgumentException if the status is another member's
     */
    public byte[] status(long rosterVersion, RoomStatus status) {
        if (!status.user().equals(self)) {
            throw new IllegalArgumentException("the status of " + status.user());
        }
        return control(RoomHeader.KIND_STATUS, rosterVersion, RoomContents.ofStatus(status));
    }

    /**
     * Signs a request for lost datagrams.
     *
     * @param rosterVersion the version of the roster that is known here
     * @param nak the request
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     */
    public byte[] nak(long rosterVersion, Nak nak) {
        return control(RoomHeader.KIND_NAK, rosterVersion, RoomContents.ofNak(self, nak));
    }

    /**
     * Returns the keys for a member that may read from a number on.
     *
     * @param fromSequence the first number that it may read; at most the next number to be sealed
     * @return one key per chain, at {@code fromSequence}, at the oldest position kept or at the start of the chain,
     *     whichever is latest; at most {@link SealBounds#chains}, in the order of their numbers
     * @throws IllegalArgumentException if the number is beyond the next one
     */
    public List<ChainKey> chains(long fromSequence) {
        return sending.from(fromSequence);
    }

    /** Drops the keys of this member's own numbers below this one. */
    public void forgetSent(long beforeSequence) {
        sending.forgetBefore(beforeSequence);
    }

    /**
     * Accepts keys that a member handed over. The caller must have checked by the number ({@link StreamId}) that
     * the stream is the owner's; the first owner named stays the owner. Keys that contradict others of the same
     * chain are ignored.
     *
     * @param owner the member that handed them over, proven by the connection
     * @param stream the stream that they open
     * @param chains the keys
     * @return whether they were accepted, and the held datagrams that they open. Refused if the user is not a
     *     member, or if the stream is this member's own, another member's, or forgotten.
     */
    public Taken take(UserName owner, long stream, List<ChainKey> chains) {
        return take(owner, stream, chains, number -> true);
    }

    /**
     * Like {@link #take(UserName, long, List)}, but opens only some of the held datagrams.
     *
     * @param wanted selects the numbers to open; the others are dropped unopened
     */
    public Taken take(UserName owner, long stream, List<ChainKey> chains, LongPredicate wanted) {
        if (stream == 0 || stream == this.stream || speakers.keyOf(owner).isEmpty()) {
            return new Taken(false, List.of());
        }
        Optional<ReceivedStream> claimed = speakers.claim(owner, stream);
        if (claimed.isEmpty() || claimed.get().isForgotten()) {
            return new Taken(false, List.of());
        }
        chains.forEach(claimed.get()::take);
        List<Data> opened = new ArrayList<>();
        for (HeldDatagrams.Held one : held.release(stream)) {
            boolean isWanted = wanted.test(one.header().sequence());
            if (isWanted && open(Optional.of(one.header()), one.datagram(), claim -> true) instanceof Data data) {
                opened.add(data);
            }
        }
        return new Taken(true, opened);
    }

    /**
     * Checks and reads a datagram. Each number of a stream is read only once; a rejected datagram changes nothing.
     *
     * @param datagram any bytes; kept, so the caller must not change them
     */
    public Opened open(byte[] datagram) {
        return open(RoomHeader.parse(datagram), datagram, claim -> true);
    }

    /**
     * Like {@link #open(byte[])}, but fully checks only those statuses and repair requests that the caller wants.
     *
     * @param header the datagram's header, as {@link RoomHeader#parse} reads it
     * @param isWanted called with the claimed content, which is not authenticated yet
     */
    public Opened open(Optional<RoomHeader> header, byte[] datagram, Predicate<Heard> isWanted) {
        Opened opened = header.map(parsed -> read(parsed, datagram, isWanted))
                .orElseGet(() -> new Rejected(RoomHeader.begins(datagram) ? Why.MALFORMED : Why.NOT_OURS));
        if (opened instanceof Rejected rejected) {
            rejections.merge(rejected.why(), 1L, Long::sum);
        }
        return opened;
    }

    /** Drops a stream's keys for good: nothing of it is opened any more, and no new keys are accepted. */
    public void forget(long stream) {
        held.release(stream);
        known(stream).ifPresent(ReceivedStream::forget);
    }

    /** Drops the keys of a stream's numbers below this one, which have been read or given up. */
    public void forgetReceived(long stream, long beforeSequence) {
        known(stream).ifPresent(found -> found.forgetBefore(beforeSequence));
    }

    /** Returns how many datagrams were rejected, by reason. */
    public Map<Why, Long> rejections() {
        return Map.copyOf(rejections);
    }

    private Opened read(RoomHeader header, byte[] datagram, Predicate<Heard> isWanted) {
        if (!header.room().equals(room) || !isRead(header.kind())) {
            return new Rejected(Why.NOT_OURS);
        }
        if (header.sequence() < 1 || header.stream() == 0 || datagram.length > RoomDatagram.MAX_BYTES) {
            return new Rejected(Why.MALFORMED);
        }
        if (header.stream() == stream) {
            return new Rejected(Why.OWN);
        }
        return header.kind() == RoomHeader.KIND_SEALED
                ? sealedReader.read(header, datagram)
                : controlReader.read(header, datagram, isWanted);
    }

    private static boolean isRead(int kind) {
        return kind == RoomHeader.KIND_SEALED || kind == RoomHeader.KIND_STATUS || kind == RoomHeader.KIND_NAK;
    }

    private byte[] control(int kind, long rosterVersion, byte[] content) {
        RoomHeader header = new RoomHeader(kind, room, RoomHeader.epochOf(rosterVersion), stream, ++controls);
        return concat(header.bytes(), content, signing.sign(Signing.Purpose.CONTROL, header, content));
    }

    private Optional<ReceivedStream> known(long stream) {
        return speakers.ownerOf(stream).flatMap(owner -> speakers.known(owner, stream));
    }

    private static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
