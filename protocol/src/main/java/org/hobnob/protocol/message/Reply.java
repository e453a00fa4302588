package org.hobnob.protocol.message;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.Ports;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The registry's replies (SPEC 4.2 to 4.6). */
public sealed interface Reply {
    /** Returns the command that this answers. */
    Command command();

    /**
     * The answer to {@link Request.Hello}.
     *
     * @param version the protocol version to use from now on
     * @param registry the registry's name, free text of at most {@value FreeText#MAX_BYTES} bytes of UTF-8; may be
     *     empty
     * @param udpPort the port for keep-alive datagrams; 0 if not given
     * @param challenge what a proof on this connection must sign; empty if the registry takes no proofs
     * @param caps what the registry can do; none if it is an earlier one
     * @param timeMs the registry's clock, in milliseconds since 1970; empty if it is an earlier one
     */
    record HelloBack(
            int version,
            String registry,
            int udpPort,
            Optional<Challenge> challenge,
            Capabilities caps,
            OptionalLong timeMs)
            implements Reply {
        /** Answers as earlier registries do. */
        public HelloBack(int version, String registry, int udpPort) {
            this(version, registry, udpPort, Optional.empty(), Capabilities.NONE, OptionalLong.empty());
        }

        /** @throws IllegalArgumentException if a number is out of range or the name is too long */
        public HelloBack {
            if (timeMs.isPresent() && !UnixTime.isValid(timeMs.getAsLong())) {
                throw new IllegalArgumentException("not a time: " + timeMs.getAsLong());
            }
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

    /** The account was created. */
    record Registered() implements Reply {
        @Override
        public Command command() {
            return Command.REGISTER;
        }
    }

    /**
     * The user is logged in; the answer to every {@link Request.Opening}.
     *
     * @param command {@link Command#LOGIN}, {@link Command#RESUME} or {@link Command#KEY_LOGIN}
     * @param credentials what native peers get in addition; empty for original clients
     */
    record LoggedIn(Command command, Optional<SessionCredentials> credentials) implements Reply {
        /** @throws IllegalArgumentException for any other command */
        public LoggedIn {
            if (command != Command.LOGIN && command != Command.RESUME && command != Command.KEY_LOGIN) {
                throw new IllegalArgumentException("not a login");
            }
        }
    }

    /** The user is logged out; the connection can be used for another login. */
    record LoggedOut() implements Reply {
        @Override
        public Command command() {
            return Command.LOGOUT;
        }
    }

    /**
     * The password was changed, and every other login of the user has ended.
     *
     * @param token replaces the session's token, which is no longer valid
     */
    record PasswordChanged(ResumeToken token) implements Reply {
        @Override
        public Command command() {
            return Command.CHANGE_PASSWORD;
        }
    }

    /** The user's logins, the one begun first in front. */
    record Sessions(List<LoginFamily> families) implements Reply {
        public Sessions {
            families = List.copyOf(families);
        }

        @Override
        public Command command() {
            return Command.LIST_SESSIONS;
        }
    }

    /** An account of that name could be created. */
    record NameFree() implements Reply {
        @Override
        public Command command() {
            return Command.CHECK_NAME;
        }
    }

    /** Others are told the status from now on. */
    record StatusSet() implements Reply {
        @Override
        public Command command() {
            return Command.SET_STATUS;
        }
    }

    /** The room was created, with the requester as its host. */
    record RoomCreated(RoomState state) implements Reply {
        @Override
        public Command command() {
            return Command.CREATE_ROOM;
        }
    }

    /** The requester is in the room. */
    record RoomJoined(RoomState state) implements Reply {
        @Override
        public Command command() {
            return Command.JOIN_ROOM;
        }
    }

    /** The requester has left the room. */
    record RoomExited() implements Reply {
        @Override
        public Command command() {
            return Command.EXIT_ROOM;
        }
    }

    /** The member was removed from the room. */
    record MemberKicked() implements Reply {
        @Override
        public Command command() {
            return Command.KICK_MEMBER;
        }
    }

    /**
     * The room has these settings now.
     *
     * @param command one of {@link Command#SET_TOPIC}, {@link Command#SET_ROOM}, {@link Command#ADD_HOST} and {@link
     *     Command#DROP_HOST}
     */
    record RoomSet(Command command, RoomState state) implements Reply {
        private static final Set<Command> CHANGES =
                Set.of(Command.SET_TOPIC, Command.SET_ROOM, Command.ADD_HOST, Command.DROP_HOST);

        /** @throws IllegalArgumentException for any other command */
        public RoomSet {
            if (!CHANGES.contains(command)) {
                throw new IllegalArgumentException("not a change of settings");
            }
        }
    }

    /** The user is banned from the room. */
    record UserBanned() implements Reply {
        @Override
        public Command command() {
            return Command.BAN_USER;
        }
    }

    /** The user is not banned from the room any more. */
    record UserUnbanned() implements Reply {
        @Override
        public Command command() {
            return Command.UNBAN_USER;
        }
    }

    /**
     * Who is banned from a room.
     *
     * @param users in the order of their bans
     */
    record Bans(List<UserName> users) implements Reply {
        public Bans {
            users = List.copyOf(users);
        }

        @Override
        public Command command() {
            return Command.LIST_BANS;
        }
    }

    /** The user is invited to the room. */
    record UserInvited() implements Reply {
        @Override
        public Command command() {
            return Command.INVITE_USER;
        }
    }

    /** A page of a list. */
    sealed interface Page extends Reply {
        /** Returns the name to ask the next page after; empty if no page follows. */
        Optional<?> next();

        /** Returns whether another page follows. */
        default boolean more() {
            return next().isPresent();
        }

        /** Returns the last name if another page follows. */
        static <N> Optional<N> next(List<N> names, boolean more) {
            return more && !names.isEmpty() ? Optional.of(names.get(names.size() - 1)) : Optional.empty();
        }
    }

    /**
     * A page of rooms.
     *
     * @param next the last name received, which asks for the next page; empty if no page follows
     */
    record Rooms(List<RoomSummary> rooms, Optional<RoomName> next) implements Page {
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
     * @param next the last name received, which asks for the next page; empty if no page follows
     */
    record RoomNames(List<RoomName> rooms, Optional<RoomName> next) implements Page {
        public RoomNames {
            rooms = List.copyOf(rooms);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** Rooms with their members; only the original dialect has this reply. */
    record Rosters(List<Roster> rosters) implements Reply {
        public Rosters {
            rosters = List.copyOf(rosters);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOMS;
        }
    }

    /** A user's contact. */
    record UserFound(Contact contact) implements Reply {
        @Override
        public Command command() {
            return Command.SEARCH_USER;
        }
    }

    /**
     * A page of users who are online.
     *
     * @param next the last name received, which asks for the next page; empty if no page follows
     */
    record Peers(List<Contact> peers, Optional<UserName> next) implements Page {
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
     * @param next the last name received, which asks for the next page; empty if no page follows
     */
    record PeerNames(List<UserName> peers, Optional<UserName> next) implements Page {
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
     * @param next the last name received, which asks for the next page; empty if no page follows
     */
    record RoomPeers(RoomState state, List<Member> members, Optional<UserName> next) implements Page {
        public RoomPeers {
            members = List.copyOf(members);
        }

        @Override
        public Command command() {
            return Command.LIST_ROOM_PEERS;
        }
    }

    /** @param left the number of one-time prekeys that are at the registry now */
    record PrekeysPut(int left) implements Reply {
        @Override
        public Command command() {
            return Command.PUT_PREKEYS;
        }
    }

    /** @param key the user's identity key, as proved last */
    record PrekeyTaken(PublicKey key, Prekey prekey) implements Reply {
        @Override
        public Command command() {
            return Command.TAKE_PREKEY;
        }
    }

    /** The letter is stored under this id. */
    record LetterPut(MessageId id) implements Reply {
        @Override
        public Command command() {
            return Command.PUT_LETTER;
        }
    }

    /**
     * A letter of the user's own mailbox.
     *
     * @param letter empty if there is none
     * @param more whether others follow
     */
    record Letters(Optional<StoredLetter> letter, boolean more) implements Reply {
        @Override
        public Command command() {
            return Command.FETCH_LETTERS;
        }
    }

    /** The letters are gone. */
    record LettersDropped() implements Reply {
        @Override
        public Command command() {
            return Command.DROP_LETTERS;
        }
    }

    /** The quota holds from now on. */
    record MailAllowed() implements Reply {
        @Override
        public Command command() {
            return Command.ALLOW_MAIL;
        }
    }

    /**
     * What became of an administrator's line.
     *
     * @param text lines for people
     * @param asks whether nothing was done yet: the text is a question, and the same line with {@code --yes} the answer
     */
    record Administered(ChatText text, boolean asks) implements Reply {
        @Override
        public Command command() {
            return Command.ADMINISTER;
        }
    }

    /**
     * The report is kept.
     *
     * @param number by which administrators name it
     */
    record Reported(int number) implements Reply {
        @Override
        public Command command() {
            return Command.REPORT;
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
     * @param waitMs for {@link Reason#SLOW_DOWN} and {@link Reason#BANNED}, how long to wait before another try, in
     *     milliseconds; otherwise 0
     * @param particulars what the registry says beside the reason
     */
    record Refused(Command command, Reason reason, long waitMs, Particulars particulars) implements Reply {
        /** @throws IllegalArgumentException if the wait is negative */
        public Refused {
            Objects.requireNonNull(particulars);
            if (waitMs < 0) {
                throw new IllegalArgumentException("negative wait");
            }
        }

        /** Creates a refusal about which nothing more is said. */
        public Refused(Command command, Reason reason, long waitMs) {
            this(command, reason, waitMs, Particulars.NONE);
        }

        /** Creates a refusal without a wait. */
        public Refused(Command command, Reason reason) {
            this(command, reason, 0);
        }
    }
}
