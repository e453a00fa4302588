package org.hobnob.protocol.message;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/** What the registry answers (SPEC 4.2 to 4.6). */
public sealed interface Reply {
    /** The command answered. */
    Command command();

    /**
     * The answer to {@link Request.Hello}.
     *
     * @param version protocol version spoken from here on
     * @param registry the registry's name, free text of at most {@value FreeText#MAX_BYTES} bytes of UTF-8; may be empty
     * @param udpPort where keep-alive datagrams go; 0 where that is not said
     */
    record HelloBack(int version, String registry, int udpPort) implements Reply {
        /** @throws IllegalArgumentException where a number is out of range or the name too long */
        public HelloBack {
            if (version < 1) {
                throw new IllegalArgumentException("versions count from 1");
            }
            FreeText.require(registry);
            Ports.require(udpPort);
        }

        @Override
        public Command command() {
            return Command.HELLO;
        }
    }

    /** The account exists now. */
    record Registered() implements Reply {
        @Override
        public Command command() {
            return Command.REGISTER;
        }
    }

    /**
     * Logged in; the answer to {@link Request.Login} and {@link Request.Resume}.
     *
     * @param command {@link Command#LOGIN} or {@link Command#RESUME}
     * @param credentials what the native dialect hands out beside; empty for original clients
     */
    record LoggedIn(Command command, Optional<SessionCredentials> credentials) implements Reply {
        /** @throws IllegalArgumentException where the command is another */
        public LoggedIn {
            if (command != Command.LOGIN && command != Command.RESUME) {
                throw new IllegalArgumentException("not a login");
            }
        }
    }

    /** Logged out; the connection stays for another login. */
    record LoggedOut() implements Reply {
        @Override
        public Command command() {
            return Command.LOGOUT;
        }
    }

    /** The room exists, with the asker as its host. */
    record RoomCreated(RoomState state) implements Reply {
        @Override
        public Command command() {
            return Command.CREATE_ROOM;
        }
    }

    /** The asker is in the room. */
    record RoomJoined(RoomState state) implements Reply {
        @Override
        public Command command() {
            return Command.JOIN_ROOM;
        }
    }

    /** The asker is out of the room. */
    record RoomExited() implements Reply {
        @Override
        public Command command() {
            return Command.EXIT_ROOM;
        }
    }

    /** The member is out of the room. */
    record MemberKicked() implements Reply {
        @Override
        public Command command() {
            return Command.KICK_MEMBER;
        }
    }

    /**
     * A page of rooms.
     *
     * @param more whether another page follows the last entry
     */
    record Rooms(List<RoomSummary> rooms, boolean more) implements Reply {
        public Rooms {
            rooms = List.copyOf(rooms);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /**
     * A page of rooms, names only.
     *
     * @param more whether another page follows the last entry
     */
    record RoomNames(List<RoomName> rooms, boolean more) implements Reply {
        public RoomNames {
            rooms = List.copyOf(rooms);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Rooms with their members; only the original dialect spells it. */
    record Rosters(List<Roster> rosters) implements Reply {
        public Rosters {
            rosters = List.copyOf(rosters);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Where the user is. */
    record UserFound(Contact contact) implements Reply {
        @Override
        public Command command() {
            return Command.SEARCH_USER;
        }
    }

    /**
     * A page of users who are online.
     *
     * @param more whether another page follows the last entry
     */
    record Peers(List<Contact> peers, boolean more) implements Reply {
        public Peers {
            peers = List.copyOf(peers);
        }

        @Override
        public Command command() {
            return Command.LIST_PEERS;
        }
    }

    /**
     * A page of users who are online, names only.
     *
     * @param more whether another page follows the last entry
     */
    record PeerNames(List<UserName> peers, boolean more) implements Reply {
        public PeerNames {
            peers = List.copyOf(peers);
        }

        @Override
        public Command command() {
            return Command.LIST_PEERS;
        }
    }

    /**
     * A page of a room's members.
     *
     * @param more whether another page follows the last entry
     */
    record RoomPeers(RoomState state, List<Member> members, boolean more) implements Reply {
        public RoomPeers {
            members = List.copyOf(members);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOM_PEERS;
        }
    }

    /** The answer to {@link Request.Ping}. */
    record Pong() implements Reply {
        @Override
        public Command command() {
            return Command.PING;
        }
    }

    /**
     * The request was refused and changed nothing.
     *
     * @param waitMs for {@link Reason#SLOW_DOWN}, how long to wait before trying again; else 0
     */
    record Refused(Command command, Reason reason, long waitMs) implements Reply {
        /** @throws IllegalArgumentException where the wait is negative */
        public Refused {
            if (waitMs < 0) {
                throw new IllegalArgumentException("negative wait");
            }
        }

        /** A refusal without a wait. */
        public Refused(Command command, Reason reason) {
            this(command, reason, 0);
        }
    }
}
