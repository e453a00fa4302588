package org.hobnob.launcher.bench.talk;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.launcher.bench.measure.BenchRefusedException;
import org.hobnob.launcher.bench.measure.BenchRefusedException.Kind;

/**
 * How many people talk in their rooms at the same time, a line a second each.
 *
 * @param peers how many, in whole rooms; 2 to {@value #MOST_PEERS}
 * @param members how many are in each room, 2 to {@value TalkPlan#MAX_MEMBERS}
 * @param seconds how long they talk, 1 to 600
 */
public record EverybodyPlan(int peers, int members, int seconds) {
    static final int MOST_PEERS = 2_000;

    /** A process with more peers would have too many threads and open files. */
    private static final int MOST_IN_A_PROCESS = 200;

    private static final int LONGEST_S = 600;

    /** @throws BenchRefusedException if a number is out of range, or the peers do not fill whole rooms */
    public EverybodyPlan {
        if (members < 2 || members > TalkPlan.MAX_MEMBERS) {
            throw refused("--members must be 2 to " + TalkPlan.MAX_MEMBERS);
        }
        if (peers < members || peers > MOST_PEERS || peers % members != 0) {
            throw refused("--peers must be a multiple of --members (" + members + "), at most " + MOST_PEERS + ", not "
                    + peers);
        }
        if (seconds < 1 || seconds > LONGEST_S) {
            throw refused("--seconds must be 1 to " + LONGEST_S);
        }
    }

    private static BenchRefusedException refused(String message) {
        return new BenchRefusedException(Kind.USAGE, message);
    }

    public int rooms() {
        return peers / members;
    }

    /** How many rooms each process carries, with all their members. */
    List<Integer> roomsByProcess() {
        int each = Math.max(1, MOST_IN_A_PROCESS / members);
        List<Integer> rooms = new ArrayList<>();
        for (int left = rooms(); left > 0; left -= each) {
            rooms.add(Math.min(left, each));
        }
        return rooms;
    }

    /** How often a line is to be shown: each to all other members of its room. */
    public long expected() {
        return (long) peers * seconds * (members - 1);
    }
}
