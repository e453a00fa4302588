package org.hobnob.peer.console.health;

import java.util.Optional;

/** What the checks of {@code /doctor} measure. */
public interface Facts {
    /** How a TCP connection to an address turned out. */
    enum Tcp {
        /** It was made. */
        OPEN,
        /** The machine is there and says that nothing listens at the port. */
        REFUSED,
        /** Nothing came back in time. */
        SILENT,
        /** There is no way to the machine. */
        UNREACHABLE,
        /** The name of the machine is not known. */
        NO_HOST;

        /** Reads the word of BUS.md; {@link #SILENT} for one that is not known. */
        public static Tcp of(String word) {
            return switch (word) {
                case "open" -> OPEN;
                case "refused" -> REFUSED;
                case "unreachable" -> UNREACHABLE;
                case "no-host" -> NO_HOST;
                default -> SILENT;
            };
        }
    }

    /**
     * The registry.
     *
     * @param address host and port, the one connected to or else the first to try
     * @param connected whether there is a connection
     * @param answerMs how long it took to answer a request, in milliseconds; empty if it did not, or was not asked
     * @param tcp how a connection turns out now, where there is none
     */
    record Registry(String address, boolean connected, Optional<Long> answerMs, Tcp tcp) {}

    /**
     * The keep-alives of this session.
     *
     * @param port the registry's UDP port; 0 if there is no session
     * @param asked how many were sent
     * @param answered how many of them were answered
     * @param answerMs how long the latest answer took, in milliseconds
     */
    record KeepAlives(int port, long asked, long answered, Optional<Long> answerMs) {}

    /**
     * Multicast on an interface.
     *
     * @param interfaceName and its address
     * @param wanted whether the user lets it be used
     * @param error why no socket could be opened; empty where one was
     * @param heard whether this machine heard its own datagram
     * @param port the rooms' UDP port
     */
    record Multicast(String interfaceName, boolean wanted, Optional<String> error, boolean heard, int port) {}

    /** Why there is or is no connection to a member, beyond TCP. */
    enum Line {
        /** Connected, and the member's key is proved. */
        PROVED,
        /** No TCP connection. */
        NO_CONNECTION,
        /** Who answers there does not prove the member's key, or the key has changed. */
        WRONG_KEY,
        /** The member is not online. */
        ABSENT,
        /** A user of an original program, who has no such connections. */
        ORIGINAL
    }

    /**
     * A member of the user's rooms.
     *
     * @param room one in which both are
     * @param address the member's IP address and TCP port, as {@code 10.0.0.7:41234}; empty if not known
     * @param tcp how the TCP connection turned out, where there is no line
     * @param incoming whether the member has connected to this program
     * @param back whether the member's program says that it can; empty if it was not asked, or does not know the question
     * @param multicast whether multicast brings this user's messages to the member; empty if not known yet
     */
    record Member(
            String user,
            String room,
            String address,
            Line line,
            Tcp tcp,
            boolean incoming,
            Optional<Boolean> back,
            Optional<Boolean> multicast) {
        boolean isReachedBothWays() {
            return isReachedByLine() && (incoming || back.orElse(false));
        }

        boolean isReachedByLine() {
            return line == Line.PROVED;
        }
    }

    /**
     * This program and its machine.
     *
     * @param port the TCP port at which it listens for others; 0 where that is not known
     * @param columns of the terminal; empty where the output is no terminal
     * @param utf8 whether the environment asks for UTF-8
     * @param freeBytes of the profile's disk
     */
    record Machine(int port, Optional<Integer> columns, boolean utf8, String profile, long freeBytes) {
        /** The same with this port. */
        public Machine listeningAt(int known) {
            return new Machine(known, columns, utf8, profile, freeBytes);
        }
    }
}
