package org.hobnob.protocol.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Multicast groups and unicast between nodes, as on a LAN: datagrams are lost, doubled, late and damaged as the faults of
 * each link say. A node has at most one socket for a group and one for itself; sockets end with its program.
 *
 * <p>A sender is told by its address, which is the node's name; an outsider at a {@link Tap} may use any.
 */
public final class DatagramNet {
    /** So many datagrams wait for a paused program; further ones are lost. */
    public static final int MAX_WAITING = 2_000;

    /** What a program does with a datagram, which is its own to change. */
    public interface Receiver {
        /** @param from the address of the sender, as it claims */
        void received(String from, byte[] datagram);
    }

    /** What became of datagrams so far; one counts anew for each that it is sent to. */
    public record Counts(
            long sent, long sentBytes, long lost, long doubled, long damaged, long blocked, long arrived) {}

    private static final class Socket {
        private final Node node;
        private final int incarnation;
        private final Receiver receiver;
        private boolean closed;
        private int waiting;

        Socket(Node node, Receiver receiver) {
            this.node = node;
            this.incarnation = node.incarnation();
            this.receiver = receiver;
        }
    }

    private final World world;
    private final String name;
    private final Map<String, List<Socket>> groups = new HashMap<>();
    private final Map<Node, Socket> own = new IdentityHashMap<>();
    private final Map<Node, Map<Node, Link>> links = new IdentityHashMap<>();
    private final Map<Node, Link> fromOutside = new IdentityHashMap<>();
    private final Set<Node> deaf = new HashSet<>();
    private final List<Tap> taps = new ArrayList<>();
    private LinkFaults faults = LinkFaults.NONE;
    private boolean echo = true;
    private long sent;
    private long sentBytes;
    private long lost;
    private long doubled;
    private long damaged;
    private long blocked;
    private long arrived;

    /** @param name of the network: each draws its own faults */
    public DatagramNet(World world, String name) {
        this.world = world;
        this.name = name;
        world.onDown((node, byPower) -> closeAll(node));
    }

    /** Sets the faults of all links that have none of their own. */
    public void faults(LinkFaults ofAll) {
        faults = ofAll;
    }

    /** Sets the faults of one direction; null for those of all. */
    public void faults(Node from, Node to, LinkFaults ofLink) {
        link(from, to).use(ofLink);
    }

    /** Whether multicast reaches the node, and what it sends still reaches the others; true at first. */
    public void reachedByMulticast(Node node, boolean reached) {
        world.trace(() -> "multicast reaches " + node + ": " + reached);
        if (reached) {
            deaf.remove(node);
        } else {
            deaf.add(node);
        }
    }

    /** Whether a sender that is in the group gets its own datagrams, at once and always; true at first, as sockets do. */
    public void echo(boolean toSender) {
        echo = toSender;
    }

    /** An outsider who hears all that is sent from now on. */
    public Tap tap() {
        Tap tap = new Tap(this);
        taps.add(tap);
        return tap;
    }

    /** What became of datagrams so far. */
    public Counts counts() {
        return new Counts(sent, sentBytes, lost, doubled, damaged, blocked, arrived);
    }

    /** Lets the program that runs on the node receive what is sent to the group; instead of an earlier receiver. */
    public void join(Node node, String group, Receiver receiver) {
        leave(node, group);
        if (node.isUp()) {
            groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(new Socket(node, receiver));
        }
    }

    /** Lets the node no longer receive what is sent to the group, also what is on its way. */
    public void leave(Node node, String group) {
        close(groups.getOrDefault(group, List.of()), node);
    }

    /** Lets the program that runs on the node receive what is sent to it alone; instead of an earlier receiver. */
    public void bind(Node node, Receiver receiver) {
        Socket before = node.isUp() ? own.put(node, new Socket(node, receiver)) : null;
        if (before != null) {
            before.closed = true;
        }
    }

    /** Sends to all in the group, also from outside of it. Without effect where the node is not up. */
    public void multicast(Node from, String group, byte[] datagram) {
        if (!from.isUp()) {
            return;
        }
        world.trace(() -> from + " to group " + group + ": " + datagram.length + " bytes");
        heard(new Tap.Sent(world.nowMs(), from.name(), group, true, datagram.clone()));
        for (Socket socket : List.copyOf(groups.getOrDefault(group, List.of()))) {
            if (socket.node != from) {
                send(from, socket, true, datagram);
            } else if (echo) {
                byte[] copy = datagram.clone();
                world.in(0, () -> arrive(null, from.name(), socket, copy));
            }
        }
    }

    /** Sends to one node. Without effect where the sender is not up or nothing is bound. */
    public void unicast(Node from, Node to, byte[] datagram) {
        if (!from.isUp()) {
            return;
        }
        world.trace(() -> from + " to " + to + ": " + datagram.length + " bytes");
        heard(new Tap.Sent(world.nowMs(), from.name(), to.name(), false, datagram.clone()));
        Socket socket = own.get(to);
        if (socket != null) {
            send(from, socket, false, datagram);
        }
    }

    void fromOutside(Tap.Sent sent) {
        world.trace(() -> "outsider as " + sent.from() + " to " + sent.to() + ": " + sent.datagram().length + " bytes");
        List<Socket> sockets = sent.toGroup()
                ? List.copyOf(groups.getOrDefault(sent.to(), List.of()))
                : own.values().stream()
                        .filter(s -> s.node.name().equals(sent.to()))
                        .toList();
        for (Socket socket : sockets) {
            Link link = fromOutside.computeIfAbsent(
                    socket.node, to -> new Link(world.random(name + " from outside to " + to.name())));
            if (!(sent.toGroup() && deaf.contains(socket.node))) {
                transmit(link, null, sent.from(), socket, sent.datagram());
            }
        }
    }

    private void send(Node from, Socket socket, boolean toGroup, byte[] datagram) {
        sent++;
        sentBytes += datagram.length;
        if (!world.partitions().together(from, socket.node) || toGroup && deaf.contains(socket.node)) {
            blocked++;
            return;
        }
        transmit(link(from, socket.node), from, from.name(), socket, datagram);
    }

    private void transmit(Link link, Node from, String address, Socket socket, byte[] datagram) {
        LinkFaults now = link.faults(faults);
        if (link.loses(now)) {
            lost++;
            world.trace(() -> "lost: " + address + " to " + socket.node);
            return;
        }
        int copies = link.doubles(now) ? 2 : 1;
        doubled += copies - 1;
        for (int i = 0; i < copies; i++) {
            boolean spoilt = link.corrupts(now);
            damaged += spoilt ? 1 : 0;
            byte[] copy = spoilt ? link.damaged(datagram) : datagram.clone();
            world.in(link.delayMs(now), () -> arrive(from, address, socket, copy));
        }
    }

    private void arrive(Node from, String address, Socket socket, byte[] datagram) {
        boolean full = socket.node.isPaused() && socket.waiting >= MAX_WAITING;
        if (socket.closed || full || from != null && !world.partitions().together(from, socket.node)) {
            blocked++;
            return;
        }
        arrived++;
        world.mark(datagram.length);
        socket.waiting++;
        socket.node.run(socket.incarnation, () -> {
            socket.waiting--;
            if (!socket.closed) {
                socket.receiver.received(address, datagram);
            }
        });
    }

    private void heard(Tap.Sent datagram) {
        taps.forEach(tap -> tap.heard(datagram));
    }

    private Link link(Node from, Node to) {
        return links.computeIfAbsent(from, unused -> new IdentityHashMap<>())
                .computeIfAbsent(
                        to, unused -> new Link(world.random(name + " from " + from.name() + " to " + to.name())));
    }

    private void closeAll(Node node) {
        groups.values().forEach(sockets -> close(sockets, node));
        Socket socket = own.remove(node);
        if (socket != null) {
            socket.closed = true;
        }
    }

    private static void close(List<Socket> sockets, Node node) {
        for (Socket socket : List.copyOf(sockets)) {
            if (socket.node == node) {
                socket.closed = true;
                sockets.remove(socket);
            }
        }
    }
}
