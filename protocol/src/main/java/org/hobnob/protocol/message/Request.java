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

/** What a peer asks of the registry over TCP (SPEC 4.2 to 4.6; exchanges 1 to 8, 10, 12 and 15). */
public sealed interface Request {
    /** The key of this request in the spelling tables. */
    Command command();

    /**
     * Greets the registry.
     *
     * @param version protocol version spoken, 1 or above
     * @param client free words naming the program, at most {@value FreeText#MAX_BYTES} bytes of UTF-8; may be empty
     */
    record Hello(int version, String client) implements Request {
        /** @throws IllegalArgumentException where the version is below 1 or the words are too long */
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

    /** Makes an account. */
    record Register(UserName user, PasswordHash password) implements Request {
        @Override
        public Command command() {
            return Command.REGISTER;
        }
    }

    /** Logs in. The whereabouts are what others will be told. */
    record Login(UserName user, PasswordHash password, Whereabouts whereabouts) implements Request {
        @Override
        public Command command() {
            return Command.LOGIN;
        }
    }

    /** Logs in again with the token of an earlier login, taking that login's place. */
    record Resume(ResumeToken token, Whereabouts whereabouts) implements Request {
        @Override
        public Command command() {
            return Command.RESUME;
        }
    }

    /**
     * Logs out.
     *
     * @param actor the user named, where one was; must be the connection's own
     */
    record Logout(Optional<UserName> actor) implements Request {
        @Override
        public Command command() {
            return Command.LOGOUT;
        }
    }

    /**
     * Makes a room with the asker as its host.
     *
     * @param password empty for none
     * @param capacity places, at least 1; 0 for as many as the registry allows
     * @param kind what the network may see of it
     * @param actor the user named, where one was; must be the connection's own
     */
    record CreateRoom(
            RoomName room,
            Optional<PasswordHash> password,
            int capacity,
            Title title,
            RoomKind kind,
            Optional<UserName> actor)
            implements Request {
        /** @throws IllegalArgumentException where the capacity is negative */
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
     * Takes a place in a room.
     *
     * @param password empty for none
     * @param actor the user named, where one was; must be the connection's own
     */
    record JoinRoom(RoomName room, Optional<PasswordHash> password, Optional<UserName> actor) implements Request {
        @Override
        public Command command() {
            return Command.JOIN_ROOM;
        }
    }

    /**
     * Gives a place in a room up.
     *
     * @param actor the user named; must be the connection's own
     */
    record ExitRoom(UserName actor, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.EXIT_ROOM;
        }
    }

    /** Takes a member's place in a room away; only the room's host may. */
    record KickMember(UserName member, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.KICK_MEMBER;
        }
    }

    /**
     * Lists rooms in the order of their folded names.
     *
     * @param after list only what follows this name; empty for the first page
     */
    record ListRooms(Detail detail, Optional<RoomName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Lists rooms with their members; only the original dialect asks so. */
    record ListRosters() implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Asks where a user is. */
    record SearchUser(UserName user) implements Request {
        @Override
        public Command command() {
            return Command.SEARCH_USER;
        }
    }

    /**
     * Lists the other users who are online, in the order of their folded names.
     *
     * @param after list only what follows this name; empty for the first page
     */
    record ListPeers(Detail detail, Optional<UserName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_PEERS;
        }
    }

    /**
     * Lists a room's members, oldest first.
     *
     * @param after list only those who follow this member; empty for the first page
     */
    record ListRoomPeers(RoomName room, Optional<UserName> after) implements Request {
        @Override
        public Command command() {
            return Command.LIST_ROOM_PEERS;
        }
    }

    /** A sign of life, and the answer to a probe. */
    record Ping() implements Request {
        @Override
        public Command command() {
            return Command.PING;
        }
    }
}
