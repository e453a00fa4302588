package org.hobnob.protocol.message;

import java.util.Optional;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;

/** A peer's requests to the registry over TCP (SPEC 4.2 to 4.6; exchanges 1 to 8, 10, 12 and 15). */
public sealed interface Request {
    /** Returns the key of this request in the spelling tables. */
    Command command();

    /**
     * Greets the registry.
     *
     * @param version the protocol version, 1 or above
     * @param client names the program, free text of at most {@value FreeText#MAX_BYTES} bytes of UTF-8; may be
     *     empty
     */
    record Hello(int version, String client) implements Request {
        /** @throws IllegalArgumentException if the version is below 1 or the text is too long */
        public Hello {
            if (version < 1) {
                throw new IllegalArgumentException("versions count from 1");
            }
            FreeText.require(client);
        }

        @Override
        public Command command() {
            return Command.HELLO;
        }
    }

    /** Creates an account. */
    record Register(UserName user, PasswordHash password) implements Request {
        @Override
        public Command command() {
            return Command.REGISTER;
        }
    }

    /** Logs in. Other users are told the whereabouts. */
    record Login(UserName user, PasswordHash password, Whereabouts whereabouts) implements Request {
        @Override
        public Command command() {
            return Command.LOGIN;
        }
    }

    /** Resumes the session of an earlier login with its token. */
    record Resume(ResumeToken token, Whereabouts whereabouts) implements Request {
        @Override
        public Command command() {
            return Command.RESUME;
        }
    }

    /**
     * Logs out.
     *
     * @param actor the user named in the request, if any; must be the connection's own user
     */
    record Logout(Optional<UserName> actor) implements Request {
        @Override
        public Command command() {
            return Command.LOGOUT;
        }
    }

    /**
     * Creates a room with the requester as its host.
     *
     * @param password empty for none
     * @param capacity the most members, at least 1; 0 for the registry's limit
     * @param kind what the network can see of the room
     * @param actor the user named in the request, if any; must be the connection's own user
     */
    record CreateRoom(
            RoomName room,
            Optional<PasswordHash> password,
            int capacity,
            Title title,
            RoomKind kind,
            Optional<UserName> actor)
            implements Request {
        /** @throws IllegalArgumentException if the capacity is negative */
        public CreateRoom {
            if (capacity < 0) {
                throw new IllegalArgumentException("negative capacity");
            }
        }

        @Override
        public Command command() {
            return Command.CREATE_ROOM;
        }
    }

    /**
     * Joins a room.
     *
     * @param password empty for none
     * @param actor the user named in the request, if any; must be the connection's own user
     */
    record JoinRoom(RoomName room, Optional<PasswordHash> password, Optional<UserName> actor) implements Request {
        @Override
        public Command command() {
            return Command.JOIN_ROOM;
        }
    }

    /**
     * Leaves a room.
     *
     * @param actor the user named in the request; must be the connection's own user
     */
    record ExitRoom(UserName actor, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.EXIT_ROOM;
        }
    }

    /** Removes a member from a room; only the room's host may do that. */
    record KickMember(UserName member, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.KICK_MEMBER;
        }
    }

    /**
     * Lists rooms, sorted by folded name.
     *
     * @param after the name after which the page starts; empty for the first page
     */
    record ListRooms(Detail detail, Optional<RoomName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Lists rooms with their members; only the original dialect has this request. */
    record ListRosters() implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Asks for a user's contact. */
    record SearchUser(UserName user) implements Request {
        @Override
        public Command command() {
            return Command.SEARCH_USER;
        }
    }

    /**
     * Lists the other users who are online, sorted by folded name.
     *
     * @param after the name after which the page starts; empty for the first page
     */
    record ListPeers(Detail detail, Optional<UserName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_PEERS;
        }
    }

    /**
     * Lists a room's members, the oldest first.
     *
     * @param after the member after which the page starts; empty for the first page
     */
    record ListRoomPeers(RoomName room, Optional<UserName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOM_PEERS;
        }
    }

    /** A sign of life; also the answer to a probe. */
    record Ping() implements Request {
        @Override
        public Command command() {
            return Command.PING;
        }
    }
}
