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
 * Seals what one member says in one room, and opens what the others say (SPEC 8.2 to 8.6). What is wrong with a datagram
 * is a value; exceptions are for wrong use by the program itself. Not thread-safe; never prints a key.
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
     * @param room which room
     * @param self whose words are sealed here
     * @param stream one's own stream: random bits, other than 0, never used before
     * @param signer signs with one's own identity key
     * @param verifier verifies what others signed
     * @param secureRandom a cryptographically strong source, for the keys of chains
     * @param bounds how much is kept and done at most
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
            throw new IllegalArgumentException("no stream is called 0");
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
     * Says who the others are whose words count. A user who is none any more is not believed from now on, but its streams
     * stay known; whoever still waits for the last words of one who left goes on naming it here.
     *
     * @param others the members and their identity keys; oneself does not matter here
     */
    public void members(Map<UserName, PublicKey> others) {
        Map<UserName, PublicKey> keys = new HashMap<>(others);
        keys.remove(self);
        speakers.members(keys);
    }

    /**
     * Lets a fresh random chain seal the numbers from the next one on. Needed before the first {@link #seal}, and whenever
     * somebody must not read on.
     *
     * @param rosterVersion the roster for whose members the chain is made
     * @param fromSequence the number that is sealed next, 1 at first
     * @return the chain's epoch: the roster's version where no later chain bears it yet, else the number behind the last
     * @throws IllegalStateException where another number is the next
     */
    public long renew(long rosterVersion, long fromSequence) {
        return sending.renew(rosterVersion, fromSequence);
    }

    /**
     * Seals a message or a part of one.
     *
     * @param sequence the number behind the last one sealed, 1 at first
     * @param fragment what to say
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalStateException where another number is the next or there is no chain: no number seals two contents
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
     * @param status one's own
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     * @throws IllegalArgumentException where the status is somebody else's
     */
    public byte[] status(long rosterVersion, RoomStatus status) {
        if (!status.user().equals(self)) {
            throw new IllegalArgumentException("the status of " + status.user());
        }
        return control(RoomHeader.KIND_STATUS, rosterVersion, RoomContents.ofStatus(status));
    }

    /**
     * Signs a question for what was lost.
     *
     * @param rosterVersion the version of the roster that is known here
     * @param nak what to ask for
     * @return the datagram, at most {@link RoomDatagram#MAX_BYTES} bytes
     */
    public byte[] nak(long rosterVersion, Nak nak) {
        return control(RoomHeader.KIND_NAK, rosterVersion, RoomContents.ofNak(self, nak));
    }

    /**
     * The keys that a member gets who may read from that number on.
     *
     * @param fromSequence the first number it may read, at most the one that is sealed next
     * @return one for each chain, at that number, at the oldest kept or at the chain's beginning, whichever is latest;
     *     at most {@link SealBounds#chains}, in the order of their numbers
     * @throws IllegalArgumentException where the number is beyond the next one
     */
    public List<ChainKey> chains(long fromSequence) {
        return sending.from(fromSequence);
    }

    /** Forgets what opens numbers before this one of one's own. */
    public void forgetSent(long beforeSequence) {
        sending.forgetBefore(beforeSequence);
    }

    /**
     * Takes keys that a member handed over. That the stream is the owner's, its number shows ({@link StreamId}), which whoever
     * calls this has seen to; the first owner named stays it. Keys that contradict others of the same chain are left aside.
     *
     * @param owner who did, proven by the connection
     * @param stream the stream that they open
     * @param chains the keys
     * @return whether they were taken, and what now opens. Refused are who is no member, one's own stream, one that
     *     another owns, and one that was forgotten.
     */
    public Taken take(UserName owner, long stream, List<ChainKey> chains) {
        return take(owner, stream, chains, number -> true);
    }

    /**
     * The same, but of what was kept for want of these keys only some is opened.
     *
     * @param wanted which numbers; the other ones are dropped unopened
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
        for (byte[] datagram : held.release(stream)) {
            boolean isWanted = RoomHeader.parse(datagram)
                    .filter(header -> wanted.test(header.sequence()))
                    .isPresent();
            if (isWanted && open(datagram) instanceof Data data) {
                opened.add(data);
            }
        }
        return new Taken(true, opened);
    }

    /**
     * Checks a datagram and reads it. Each number of a stream is read once; what is rejected leaves everything as it was.
     *
     * @param datagram any bytes; they are kept, so that nobody may change them
     */
    public Opened open(byte[] datagram) {
        return open(datagram, claim -> true);
    }

    /**
     * The same, but of statuses and naks only those are checked to the end, and so heard, of which somebody wants to know.
     *
     * @param isWanted asked with what a datagram claims in a member's name, which is not proven
     */
    public Opened open(byte[] datagram, Predicate<Heard> isWanted) {
        Opened opened = read(datagram, isWanted);
        if (opened instanceof Rejected rejected) {
            rejections.merge(rejected.why(), 1L, Long::sum);
        }
        return opened;
    }

    /** Forgets a stream's keys for good: nothing of it is opened any more, and no new keys are taken. */
    public void forget(long stream) {
        held.release(stream);
        known(stream).ifPresent(ReceivedStream::forget);
    }

    /** Forgets the keys of a stream's numbers before this one, which were read or given up. */
    public void forgetReceived(long stream, long beforeSequence) {
        known(stream).ifPresent(found -> found.forgetBefore(beforeSequence));
    }

    /** How many datagrams were rejected for which reason. */
    public Map<Why, Long> rejections() {
        return Map.copyOf(rejections);
    }

    private Opened read(byte[] datagram, Predicate<Heard> isWanted) {
        Optional<RoomHeader> parsed = RoomHeader.parse(datagram);
        if (parsed.isEmpty()) {
            return new Rejected(RoomHeader.begins(datagram) ? Why.MALFORMED : Why.NOT_OURS);
        }
        RoomHeader header = parsed.get();
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
