package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.Reassembly;
import org.hobnob.protocol.room.RoomStatus;

/** One stream of another member, put in order: what has arrived, what is known to be missing, who has it. */
final class RemoteStream {
    /** So many datagrams in a row over the line say that multicast no longer brings them. */
    private static final int DEAF_AFTER = 8;

    private record Waiting(Fragment fragment, byte[] datagram) {}

    private final UserName owner;
    private final long stream;
    private final Repair repair;
    private final TreeMap<Long, Waiting> ahead = new TreeMap<>();
    private final Reassembly parts = new Reassembly();
    private final Datagrams cache = new Datagrams(Bounds.CACHED_DATAGRAMS);
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
    private int missed;
    private boolean byMulticast;
    private int overLineInARow;

    RemoteStream(UserName owner, long stream, Repair repair) {
        this.owner = owner;
        this.stream = stream;
        this.repair = repair;
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

    /** Begins with that number; nothing is put in order before. */
    void start(long first, int missedBefore) {
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

    /** Up to where whole messages were delivered, or given up; 0 before the start. */
    long through() {
        return through;
    }

    /** Everything in order so far was delivered as whole messages, or given up. */
    void settle() {
        through = next - 1;
    }

    int missed() {
        return missed;
    }

    RoomStatus.Heard heard() {
        return new RoomStatus.Heard(stream, through, Math.min(missed, RoomStatus.Heard.MAX_MISSED), byMulticast);
    }

    boolean isByMulticast() {
        return byMulticast;
    }

    /** Something of the stream came this way. */
    void came(boolean overMulticast) {
        overLineInARow = overMulticast ? 0 : overLineInARow + 1;
        byMulticast = overMulticast || byMulticast && overLineInARow < DEAF_AFTER;
    }

    /** Whether its owner's status would tell anything new about it. */
    boolean isNews(RoomStatus status, boolean overMulticast) {
        boolean isReach = overMulticast ? !byMulticast || overLineInARow > 0 : byMulticast;
        return status.last() > through || isReach || isMissingSome() && status.floor() > floor;
    }

    /** How far the stream goes, as its owner says and as others are believed. */
    long known() {
        return Math.max(announced, believed);
    }

    /** The owner's stream goes at least so far, as the owner says. */
    void announced(long last) {
        announced = Math.max(announced, Math.min(last, Bounds.LAST_NUMBER));
    }

    /** The owner says that it can repair nothing before that number. */
    void canRepairFrom(long number) {
        floor = Math.max(floor, number);
    }

    /** Whether the owner says that it cannot repair what is missing first. */
    boolean isHopeless() {
        return next < floor;
    }

    /**
     * Whether it is of use to know that the member has everything up to that number: more than anybody was heard to have, or
     * what is missing here, where few are known to have that.
     */
    boolean isNews(UserName member, long memberThrough) {
        boolean isHolder = memberThrough >= next && holders.getOrDefault(member, 0L) < next;
        return memberThrough > Math.max(announced, claimed)
                || isHolder && isMissingSome() && repair.wantsHolders(holders());
    }

    /** The member says to have everything up to that number, which may be more than the owner was heard to say. */
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
    }

    /** Believes others about the stream's end, when the owner has had the time to tell it itself. */
    void believe(long nowMs) {
        if (claimed > known() && nowMs - claimedMs >= Timing.CLAIM_MS) {
            believed = claimed;
        }
    }

    /** When {@link #believe} is worth a call; {@link Long#MAX_VALUE} for never. */
    long beliefDueMs() {
        return started && claimed > known() ? claimedMs + Timing.CLAIM_MS : Long.MAX_VALUE;
    }

    /** The owner has left: only what others repair is taken. */
    void end() {
        ended = true;
    }

    /**
     * Whether a datagram of that number is of use: not of before, not here yet, not too far, not behind the end.
     *
     * @param roomAhead whether there is room for datagrams that have to wait for their turn
     */
    boolean wants(long sequence, BooleanSupplier roomAhead) {
        return started
                && sequence >= next
                && sequence < next + Bounds.WINDOW_DATAGRAMS
                && !(ended && sequence > Math.max(announced, claimed))
                && !ahead.containsKey(sequence)
                && (sequence == next || roomAhead.getAsBoolean());
    }

    /** Takes a datagram that is {@link #wants wanted} into its place. */
    void take(long sequence, Fragment fragment, byte[] datagram) {
        announced(sequence);
        ahead.put(sequence, new Waiting(fragment, datagram));
    }

    /** The next fragment in order, which then counts as delivered; null where there is none. */
    Fragment poll() {
        Waiting waiting = ahead.remove(next);
        if (waiting == null) {
            return null;
        }
        cache.add(next, waiting.datagram());
        next++;
        return waiting.fragment();
    }

    /**
     * Gives up what is missing up to the next datagram that is here, or up to all that is known. Others' word alone gives
     * up nothing that the owner may still say: then they are not believed any more.
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

    /** So many more datagrams are of no use to anybody here. */
    void miss(long datagrams) {
        missed = (int) Math.min(Integer.MAX_VALUE, missed + datagrams);
    }

    /** Whether the part last polled is the first behind a gap, or at all; asked once for each. */
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

    int waiting() {
        return ahead.size();
    }

    /** What is missing, lowest first. */
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

    private void add(List<Nak.Range> ranges, long from, long to, int atMost) {
        for (long start = from; start <= to && ranges.size() < atMost; start += Nak.Range.MAX_LENGTH) {
            ranges.add(new Nak.Range(stream, start, Math.min(to, start + Nak.Range.MAX_LENGTH - 1)));
        }
    }

    /** Whether what was asked for covers all that is missing here. */
    boolean isCoveredBy(List<Nak.Range> asked) {
        return missing(Nak.MAX_RANGES).stream()
                .allMatch(range -> asked.stream()
                        .anyMatch(other ->
                                other.stream() == stream && other.from() <= range.from() && range.to() <= other.to()));
    }

    /** Members other than the owner who have the first that is missing, in no particular order. */
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
