package org.hobnob.protocol.sim;

import java.util.ArrayDeque;
import java.util.List;

/**
 * An outsider on the network who hears every datagram at its sending, and may send anything in anyone's name. The faults
 * and the deafness of those who receive apply, partitions do not: the outsider stands on every side.
 */
public final class Tap {
    /** The most that are kept, the newest. */
    public static final int MAX_KEPT = 100_000;

    /**
     * A datagram.
     *
     * @param atMs the world's time of sending
     * @param from the address of the sender
     * @param to the group or the node
     * @param toGroup whether it went to a group
     * @param datagram not to be changed
     */
    public record Sent(long atMs, String from, String to, boolean toGroup, byte[] datagram) {}

    private final DatagramNet net;
    private final ArrayDeque<Sent> kept = new ArrayDeque<>();

    Tap(DatagramNet net) {
        this.net = net;
    }

    /** What was sent, the oldest first. */
    public List<Sent> heard() {
        return List.copyOf(kept);
    }

    /** Sends to all in the group in the name of someone. */
    public void injectToGroup(String from, String group, byte[] datagram) {
        net.fromOutside(new Sent(0, from, group, true, datagram));
    }

    /** Sends to one node in the name of someone. */
    public void inject(String from, Node to, byte[] datagram) {
        net.fromOutside(new Sent(0, from, to.name(), false, datagram));
    }

    /** Sends what was heard once more, to where it went. */
    public void replay(Sent sent) {
        net.fromOutside(sent);
    }

    void heard(Sent sent) {
        if (kept.size() == MAX_KEPT) {
            kept.removeFirst();
        }
        kept.addLast(sent);
    }
}
