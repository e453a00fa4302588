package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.Reassembly;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;

/** One stream of another member: puts datagrams in order, knows which are missing and which members have them. */
final class RemoteStream {
    /** This many datagrams in a row over the connection mean that multicast no longer delivers them. */
    private static final int DEAF_AFTER = 8;

    private record Waiting(SealedContent content, Optional<Link> link, byte[] datagram) {}

    private final UserName owner;
    private final long stream;
    private final Repair repair;
    private final TreeMap<Long, Waiting> ahead = new TreeMap<>();
    private final Reassembly parts = new Reassembly();
    private final Datagrams cache = new Datagrams(Bounds.CACHED_DATAGRAMS);
    private final Hashes hashes;
    private final Map<UserName, Long> holders = new TreeMap<>();
    private boolean started;
    private long next = 1;
    private long through;
    private long announced;
    private long floor;
    private long claimed;
    private long claimedMs;
    private long believed;
    private boolean ended;
    private boolean behindGap;
    private Optional<RoomEffect> difference = Optional.empty();
    private int missed;
    private boolean byMulticast;
    private int overLineInARow;

    RemoteStream(UserName owner, long stream, Repair repair) {
        this.owner = owner;
        this.stream = stream;
        this.repair = repair;
        hashes = new Hashes(owner);
    }

    UserName owner() {
        return owner;
    }

    long stream() {
        return stream;
    }

    Repair repair() {
        return repair;
    }

    Reassembly parts() {
        return parts;
    }

    /**
     * Starts at number {@code first}; earlier datagrams are not expected.
     *
     * @param head the hash of the datagram before the first; {@link ShortHash#NONE} if unknown
     */
    void start(long first, int missedBefore, ShortHash head) {
        hashes.remember(first - 1, head);
        started = true;
        next = first;
        through = first - 1;
        announced = Math.max(announced, first - 1);
        missed = missedBefore;
        behindGap = true;
    }

    boolean isStarted() {
        return started;
    }

    /** Returns the last number up to which whole messages were delivered or given up; 0 before the start. */
    long through() {
        return through;
    }

    /** Records that everything in order so far was delivered as whole messages or given up. */
    void settle() {
        through = next - 1;
    }

    int missed() {
        return missed;
    }

    RoomStatus.Heard heard() {
        return new RoomStatus.Heard(stream, through, Math.min(missed, RoomStatus.Heard.MAX_MISSED), byMulticast);
    }

    /** Returns the hash of the datagram {@link #through}; {@link ShortHash#NONE} if unknown. */
    ShortHash head() {
        return hashes.of(through);
    }

    /** Returns whether a member says something else of the datagram with this number than was seen here. */
    boolean contradict(long number, ShortHash hash) {
        return hashes.contradict(number, hash);
    }

    /** A member says what hash the datagram with this number has. */
    Optional<RoomEffect> claimed(UserName by, long number, ShortHash hash, byte[] datagram) {
        return started ? hashes.claimed(by, number, hash, datagram, cachedAt(number), next - 1) : Optional.empty();
    }

    private List<byte[]> cachedAt(long number) {
        return number < 1 ? List.of() : cache.of(new Nak.Range(stream, number, number), 1);
    }

    boolean isByMulticast() {
        return byMulticast;
    }

    /** Records how a datagram of the stream arrived. */
    void came(boolean overMulticast) {
        overLineInARow = overMulticast ? 0 : overLineInARow + 1;
        byMulticast = overMulticast || byMulticast && overLineInARow < DEAF_AFTER;
    }

    /** Returns whether the owner's status would tell anything new about the stream. */
    boolean isNews(RoomStatus status, boolean overMulticast) {
        boolean isReach = overMulticast ? !byMulticast || overLineInARow > 0 : byMulticast;
        return status.last() > through || isReach || isMissingSome() && status.floor() > floor;
    }

    /**
     * Returns how far the stream is known to go: by its owner's announcement, and by other members' reports as far
     * as they are believed.
     */
    long known() {
        return Math.max(announced, believed);
    }

    /** The owner says that its stream goes at least as far as {@code last}. */
    void announced(long last) {
        announced = Math.max(announced, Math.min(last, Bounds.LAST_NUMBER));
    }

    /** The owner says that it cannot repair anything before this number. */
    void canRepairFrom(long number) {
        floor = Math.max(floor, number);
    }

    /** Returns whether the owner has said that it cannot repair the first missing datagram. */
    boolean isHopeless() {
        return next < floor;
    }

    /**
     * Returns whether it is useful to know that the member has everything up to this number: it is more than any
     * other member reported, or it covers what is missing here and few holders are known.
     */
    boolean isNews(UserName member, long memberThrough) {
        boolean isHolder = memberThrough >= next && holders.getOrDefault(member, 0L) < next;
        return memberThrough > Math.max(announced, claimed)
                || isHolder && isMissingSome() && repair.wantsHolders(holders());
    }

    /**
     * The member reports that it has everything up to this number, which may be more than the owner has announced
     * here.
     */
    void holds(UserName member, long memberThrough, long nowMs) {
        if (!isNews(member, memberThrough)) {
            return;
        }
        holders.merge(member, memberThrough, Math::max);
        if (memberThrough > Math.max(announced, claimed)) {
            claimed = Math.min(memberThrough, announced + Bounds.CLAIMED_DATAGRAMS);
            claimedMs = nowMs;
        }
    }

    void forgets(UserName member) {
        holders.remove(member);
        hashes.forgets(member);
    }

    /** Accepts other members' reports of the stream's end once the owner has had time to announce it. */
    void believe(long nowMs) {
        if (claimed > known() && nowMs - claimedMs >= Timing.CLAIM_MS) {
            believed = claimed;
        }
    }

    /** Returns when {@link #believe} may have an effect; {@link Long#MAX_VALUE} for never. */
    long beliefDueMs() {
        return started && claimed > known() ? claimedMs + Timing.CLAIM_MS : Long.MAX_VALUE;
    }

    /** The owner has left, so only repairs from other members are accepted. */
    void end() {
        ended = true;
    }

    /**
     * Returns whether a datagram with this number is useful: not delivered, not here yet, not too far ahead, not
     * beyond the end.
     *
     * @param roomAhead whether there is space for datagrams that have to wait for earlier ones
     */
    boolean wants(long sequence, BooleanSupplier roomAhead) {
        return started
                && sequence >= next
                && sequence < next + Bounds.WINDOW_DATAGRAMS
                && !(ended && sequence > Math.max(announced, claimed))
                && !ahead.containsKey(sequence)
                && (sequence == next || roomAhead.getAsBoolean());
    }

    /** Stores a datagram that is {@link #wants wanted}. */
    void take(long sequence, SealedContent content, Optional<Link> link, byte[] datagram) {
        announced(sequence);
        ahead.put(sequence, new Waiting(content, link, datagram));
    }

    /** Returns the next content in order, which then counts as delivered; null if there is none. */
    SealedContent poll() {
        Waiting waiting = ahead.remove(next);
        if (waiting == null) {
            return null;
        }
        difference = hashes.deliver(next, waiting.link(), waiting.datagram(), cachedAt(next - 1));
        cache.add(next, waiting.datagram());
        next++;
        return waiting.content();
    }

    /** Returns what to show if the last polled content contradicts what was seen or heard of the stream before. */
    Optional<RoomEffect> difference() {
        return difference;
    }

    /**
     * Gives up what is missing, up to the next datagram that is here or else to the known end. If only other
     * members' reports say that something is missing, those reports are discarded instead, because the owner may
     * still send it.
     *
     * @return how many datagrams were given up
     */
    long giveUp() {
        if (!ahead.isEmpty()) {
            return skipTo(ahead.firstKey());
        }
        if (next <= announced || ended) {
            return skipTo((next <= announced ? announced : known()) + 1);
        }
        claimed = 0;
        believed = 0;
        return 0;
    }

    private long skipTo(long first) {
        long skipped = first - next;
        miss(skipped);
        next = first;
        behindGap = true;
        return skipped;
    }

    /** Counts this many more datagrams as given up. */
    void miss(long datagrams) {
        missed = (int) Math.min(Integer.MAX_VALUE, missed + datagrams);
    }

    /**
     * Returns whether the last polled content is the first one after a gap. Resets the answer, so it must be
     * called once per content.
     */
    boolean wasBehindGap() {
        boolean first = behindGap;
        behindGap = false;
        return first;
    }

    boolean isMissingSome() {
        return started && next <= known() && !ahead.containsKey(next);
    }

    long firstMissing() {
        return next;
    }

    /** Returns whether the number is still to be delivered, whether it is here or not. */
    boolean awaits(long number) {
        return started && number >= next;
    }

    int waiting() {
        return ahead.size();
    }

    /** Returns the missing ranges, lowest first. */
    List<Nak.Range> missing(int atMost) {
        List<Nak.Range> ranges = new ArrayList<>();
        long from = next;
        for (long here : ahead.keySet()) {
            add(ranges, from, here - 1, atMost);
            from = here + 1;
        }
        add(ranges, from, Math.min(known(), next + Bounds.WINDOW_DATAGRAMS - 1), atMost);
        return ranges;
    }

    /** Returns how many datagrams of the range, which is one of this stream, are neither delivered nor here. */
    long missingOf(Nak.Range range) {
        long from = Math.max(next, range.from());
        return from > range.to()
                ? 0
                : range.to()
                        - from
                        + 1
                        - ahead.subMap(from, true, range.to(), true).size();
    }

    private void add(List<Nak.Range> ranges, long from, long to, int atMost) {
        for (long start = from; start <= to && ranges.size() < atMost; start += Nak.Range.MAX_LENGTH) {
            ranges.add(new Nak.Range(stream, start, Math.min(to, start + Nak.Range.MAX_LENGTH - 1)));
        }
    }

    /** Returns whether the requested ranges cover everything that is missing here. */
    boolean isCoveredBy(List<Nak.Range> asked) {
        return missing(Nak.MAX_RANGES).stream()
                .allMatch(range -> asked.stream()
                        .anyMatch(other ->
                                other.stream() == stream && other.from() <= range.from() && range.to() <= other.to()));
    }

    /** Returns the members other than the owner that have the first missing datagram, in no particular order. */
    List<UserName> holders() {
        return holders.entrySet().stream()
                .filter(entry -> entry.getValue() >= next)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<byte[]> cached(Nak.Range range, int atMost) {
        return cache.of(range, atMost);
    }
}
