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
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ControlCodec;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomContents;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedCodec;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.StreamId;
import org.hobnob.protocol.room.Witness;
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
    private final RandomGenerator secureRandom;
    private ShortHash head = ShortHash.NONE;
    private long controls;
    private RoomRecorder recorder = RoomRecorder.NONE;

    /**
     * @param room the room
     * @param self the member that seals here
     * @param stream this member's stream: random bits, not 0, never used before
     * @param signer signs with this member's identity key
     * @param verifier verifies the signatures of others
     * @param secureRandom a cryptographically strong source for keys and salts
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
        this.secureRandom = secureRandom;
        signing = new Signing(signer, verifier);
        sending = new SendingChains(primitives, secureRandom, bounds);
        speakers = new Speakers(primitives, bounds);
        held = new HeldDatagrams(bounds.held(), bounds.heldOfStream());
        sealedReader = new SealedReader(primitives, signing, speakers, held);
        controlReader = new ControlReader(self, primitives, signing, speakers);
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
     * Sets what version 2 names the room by. Until then, and where the registry gave the room no instance, nothing of
     * version 2 can be sealed or opened.
     *
     * @param expectsMacs whether all members speak version 2, so that statuses of version 1 are suspicious
     */
    public void room(Optional<RoomHash> hash, boolean expectsMacs) {
        signing.room(hash);
        controlReader.expectsMacs(expectsMacs);
    }

    /** Sets who receives what is sealed and opened. */
    public void recordTo(RoomRecorder newRecorder) {
        recorder = newRecorder;
        sealedReader.recordTo(newRecorder);
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
     * Seals messages or a part of one, in the content's version.
     *
     * @param sequence the number after the last one sealed, 1 at first
     * @param content the content; not an unreadable one
     * @param roster the members that the registry tells; not said in version 1
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalStateException if {@code sequence} is not the next number, because no number may seal two
     *     contents, or if there is no chain
     */
    public byte[] seal(long sequence, SealedContent content, RosterClaim roster) {
        SendingChain chain = sending.chainFor(sequence);
        RoomHeader header = header(content.version(), RoomHeader.KIND_SEALED, chain.epoch(), sequence);
        Link link = new Link(head, roster);
        SealedCodec.Encoded encoded = encode(content, link);
        byte[] signature = signing.sign(Signing.Purpose.SEALED, header, encoded.signed());
        byte[] messageKey = chain.messageKey();
        byte[] sealed = primitives.seal(messageKey, header.bytes(), concat(signature, encoded.content()));
        byte[] datagram = concat(header.bytes(), sealed);
        if (header.version() == RoomHeader.VERSION_2) {
            recorder.record(self, signing.ownKey(), header, content, link, messageKey, datagram);
        }
        Arrays.fill(messageKey, (byte) 0);
        sending.advance();
        head = ShortHash.of(datagram);
        return datagram;
    }

    private SealedCodec.Encoded encode(SealedContent content, Link link) {
        if (content instanceof Fragment fragment) {
            byte[] bytes = RoomContents.ofFragment(fragment);
            return new SealedCodec.Encoded(bytes, bytes);
        }
        return content instanceof SealedContent.Part part
                ? SealedCodec.encode(link, part)
                : SealedCodec.encode(link, (SealedContent.Messages) content, secureRandom);
    }

    private RoomHeader header(int version, int kind, long epoch, long sequence) {
        RoomId named = version == RoomHeader.VERSION_1
                ? room
                : signing.room().map(RoomHash::id).orElseThrow();
        return new RoomHeader(version, kind, named, epoch, stream, sequence);
    }

    /**
     * Signs a status of version 1.
     *
     * @param rosterVersion the version of the roster that is known here
     * @param status this member's status
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalArgumentException if the status is another member's
     */
    public byte[] status(long rosterVersion, RoomStatus status) {
        requireOwn(status);
        return control(RoomHeader.VERSION_1, RoomHeader.KIND_STATUS, rosterVersion, RoomContents.ofStatus(status));
    }

    /**
     * Signs a status of version 2.
     *
     * @param rosterVersion the version of the roster that is known here
     * @param status this member's status
     * @param roster the members that the registry tells
     * @param heard for each stream heard, the hash of its datagram at <i>through</i>
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalArgumentException if the status is another member's
     */
    public byte[] status(long rosterVersion, RoomStatus status, RosterClaim roster, List<ShortHash> heard) {
        requireOwn(status);
        return control(
                RoomHeader.VERSION_2,
                RoomHeader.KIND_STATUS,
                rosterVersion,
                ControlCodec.ofStatus(status, new Witness(head, roster, heard)));
    }

    private void requireOwn(RoomStatus status) {
        if (!status.user().equals(self)) {
            throw new IllegalArgumentException("the status of " + status.user());
        }
    }

    /**
     * Signs a request for lost datagrams.
     *
     * @param version the version to write
     * @param rosterVersion the version of the roster that is known here
     * @param nak the request
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     */
    public byte[] nak(int version, long rosterVersion, Nak nak) {
        return control(version, RoomHeader.KIND_NAK, rosterVersion, RoomContents.ofNak(self, nak));
    }

    /** Returns the key under which this member's statuses and repair requests are authenticated now. */
    public Optional<ControlKey> controlKey() {
        return sending.control();
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
        return take(owner, stream, chains, Optional.empty(), wanted);
    }

    /**
     * Like {@link #take(UserName, long, List, LongPredicate)}, with the control key that came along.
     *
     * @param control the key under which the owner authenticates statuses and repair requests of the stream
     */
    public Taken take(
            UserName owner, long stream, List<ChainKey> chains, Optional<ControlKey> control, LongPredicate wanted) {
        if (stream == 0 || stream == this.stream || speakers.keyOf(owner).isEmpty()) {
            return new Taken(false, List.of());
        }
        Optional<ReceivedStream> claimed = speakers.claim(owner, stream);
        if (claimed.isEmpty() || claimed.get().isForgotten()) {
            return new Taken(false, List.of());
        }
        chains.forEach(claimed.get()::take);
        control.ifPresent(claimed.get()::take);
        List<Data> opened = new ArrayList<>();
        for (HeldDatagrams.Held one : held.release(stream)) {
            boolean isWanted = wanted.test(one.header().sequence());
            if (isWanted
                    && open(Optional.of(one.header()), one.datagram(), Arrival.OVER_LINE, claim -> true, 0)
                            instanceof Data data) {
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
        return open(RoomHeader.parse(datagram), datagram, Arrival.OVER_LINE, claim -> true, 0);
    }

    /**
     * Like {@link #open(byte[])}, but fully checks only those statuses and repair requests that the caller wants.
     *
     * @param header the datagram's header, as {@link RoomHeader#parse} reads it
     * @param arrival how it arrived; limits how much work a forger can cause
     * @param isWanted called with the claimed content, which is not authenticated yet
     */
    public Opened open(
            Optional<RoomHeader> header, byte[] datagram, Arrival arrival, Predicate<Heard> isWanted, long nowMs) {
        Opened opened = header.map(parsed -> read(parsed, datagram, arrival, isWanted, nowMs))
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

    private Opened read(RoomHeader header, byte[] datagram, Arrival arrival, Predicate<Heard> isWanted, long nowMs) {
        if (!isOurs(header) || !isRead(header.kind())) {
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
                : controlReader.read(header, datagram, arrival, isWanted, nowMs);
    }

    private boolean isOurs(RoomHeader header) {
        return header.version() == RoomHeader.VERSION_1
                ? header.room().equals(room)
                : signing.room().filter(hash -> hash.id().equals(header.room())).isPresent();
    }

    private static boolean isRead(int kind) {
        return kind == RoomHeader.KIND_SEALED || kind == RoomHeader.KIND_STATUS || kind == RoomHeader.KIND_NAK;
    }

    private byte[] control(int version, int kind, long rosterVersion, byte[] content) {
        RoomHeader header = header(version, kind, RoomHeader.epochOf(rosterVersion), ++controls);
        byte[] mac = version == RoomHeader.VERSION_1 ? new byte[0] : mac(header, content);
        byte[] signature = signing.sign(Signing.Purpose.CONTROL, header, content);
        return concat(header.bytes(), content, mac, signature);
    }

    /** Returns epoch and MAC; zeros if nothing was sent yet, so that no key has been handed over either. */
    private byte[] mac(RoomHeader header, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(ControlReader.MAC_BYTES);
        sending.control()
                .ifPresent(key -> out.putInt((int) key.epoch()).put(primitives.controlMac(key, header, content)));
        return out.array();
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
