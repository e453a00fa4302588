package org.hobnob.protocol.message;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** A peer's requests to the registry over TCP (SPEC 4.2 to 4.6; exchanges 1 to 8, 10, 12 and 15). */
public sealed interface Request {
    /** The most prekeys or ids of letters in one request. */
    int MAX_MAIL_ENTRIES = 32;

    /** The most letters that a put token may be good for. */
    int MAX_QUOTA = 200;

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

    /**
     * A request that begins a session, and may prove the key that it publishes (SPEC 4.3).
     *
     * @see org.hobnob.protocol.login.LoginProof
     */
    sealed interface Opening extends Request {
        /** Returns what the peer says of itself. */
        Whereabouts whereabouts();

        /** Returns the proof of the key in {@link #whereabouts}; empty if the request has none. */
        Optional<Signature> proof();

        /** Returns the same request with this proof. */
        Opening proved(Signature with);

        /** Returns for whom the session is, as a proof names it: the folded user, or the token's text. */
        String subject();
    }

    /**
     * Creates an account.
     *
     * @param password made as {@code digest} says
     * @param plain the plain hash in addition, so that original clients can log in; only beside a salted one
     * @param invite where the registry makes accounts for those only who have one
     */
    record Register(
            UserName user,
            PasswordHash password,
            PasswordDigest digest,
            Optional<PasswordHash> plain,
            Optional<InviteToken> invite)
            implements Request {
        /** @throws IllegalArgumentException if there are two plain hashes */
        public Register {
            requireOnePlain(digest, plain);
        }

        /** Creates an account as earlier peers and original clients do. */
        public Register(UserName user, PasswordHash password) {
            this(user, password, PasswordDigest.PLAIN, Optional.empty(), Optional.empty());
        }

        @Override
        public Command command() {
            return Command.REGISTER;
        }
    }

    /**
     * Logs in with a password. Other users are told the whereabouts.
     *
     * @param password made as {@code digest} says
     * @param next the salted hash of the same password, to be stored if the plain one is right; only beside a plain one
     * @param stay whether the proved key may log in from now on
     * @param proof of the key, if there is one
     */
    record Login(
            UserName user,
            PasswordHash password,
            PasswordDigest digest,
            Optional<PasswordHash> next,
            Whereabouts whereabouts,
            boolean stay,
            Optional<Signature> proof)
            implements Opening {
        /** @throws IllegalArgumentException if there are two salted hashes */
        public Login {
            if (next.isPresent() && digest != PasswordDigest.PLAIN) {
                throw new IllegalArgumentException("a next hash beside one that is not plain");
            }
        }

        /** Logs in as earlier peers and original clients do. */
        public Login(UserName user, PasswordHash password, Whereabouts whereabouts) {
            this(user, password, PasswordDigest.PLAIN, Optional.empty(), whereabouts, false, Optional.empty());
        }

        @Override
        public Login proved(Signature with) {
            return new Login(user, password, digest, next, whereabouts, stay, Optional.of(with));
        }

        @Override
        public String subject() {
            return user.folded();
        }

        @Override
        public Command command() {
            return Command.LOGIN;
        }
    }

    /**
     * Resumes the session of an earlier login with its token.
     *
     * @param proof of the key, if there is one
     */
    record Resume(ResumeToken token, Whereabouts whereabouts, Optional<Signature> proof) implements Opening {
        /** Resumes without a proof. */
        public Resume(ResumeToken token, Whereabouts whereabouts) {
            this(token, whereabouts, Optional.empty());
        }

        @Override
        public Resume proved(Signature with) {
            return new Resume(token, whereabouts, Optional.of(with));
        }

        @Override
        public String subject() {
            return token.text();
        }

        @Override
        public Command command() {
            return Command.RESUME;
        }
    }

    /**
     * Logs in with the key of the whereabouts, without a password.
     *
     * @param proof of the key; a registry refuses the request without one
     */
    record KeyLogin(UserName user, Whereabouts whereabouts, Optional<Signature> proof) implements Opening {
        /** @throws IllegalArgumentException if there is no key */
        public KeyLogin {
            if (whereabouts.key().isEmpty()) {
                throw new IllegalArgumentException("no key to log in with");
            }
        }

        @Override
        public KeyLogin proved(Signature with) {
            return new KeyLogin(user, whereabouts, Optional.of(with));
        }

        @Override
        public String subject() {
            return user.folded();
        }

        @Override
        public Command command() {
            return Command.KEY_LOGIN;
        }
    }

    /**
     * Logs out.
     *
     * @param actor the user named in the request, if any; must be the connection's own user
     * @param everywhere whether all logins of the user end, and no earlier token or key logs in again
     */
    record Logout(Optional<UserName> actor, boolean everywhere) implements Request {
        /** Logs out here only. */
        public Logout(Optional<UserName> actor) {
            this(actor, false);
        }

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
     * @param standing whether the room is kept when its last member leaves
     * @param actor the user named in the request, if any; must be the connection's own user
     */
    record CreateRoom(
            RoomName room,
            Optional<PasswordHash> password,
            int capacity,
            Title title,
            RoomKind kind,
            boolean standing,
            Optional<UserName> actor)
            implements Request {
        /** Creates a room that ends when its last member leaves. */
        public CreateRoom(
                RoomName room,
                Optional<PasswordHash> password,
                int capacity,
                Title title,
                RoomKind kind,
                Optional<UserName> actor) {
            this(room, password, capacity, title, kind, false, actor);
        }

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

    /** Tells others whether the user is there; holds until the session ends. */
    record SetStatus(UserStatus status) implements Request {
        @Override
        public Command command() {
            return Command.SET_STATUS;
        }
    }

    /** Changes what a room is about; only the room's host may do that. */
    record SetTopic(RoomName room, Title topic) implements Request {
        @Override
        public Command command() {
            return Command.SET_TOPIC;
        }
    }

    /**
     * Changes a room's settings; only the room's hosts may do that. What is empty stays as it is.
     *
     * @param standing whether the room is kept when its last member leaves
     * @param post who may say something
     * @param history how long those who come later may be handed what is said
     * @param hosted whether users may come in whose programs run on another machine than theirs
     */
    record SetRoom(
            RoomName room,
            Optional<Boolean> standing,
            Optional<RoomPosting> post,
            Optional<RoomHistory> history,
            Optional<Boolean> hosted)
            implements Request {
        @Override
        public Command command() {
            return Command.SET_ROOM;
        }
    }

    /** Keeps a user out of a room, and removes a member; only the room's host may do that. */
    record BanUser(UserName banned, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.BAN_USER;
        }
    }

    /** Lets a banned user in again; only the room's host may do that. */
    record UnbanUser(UserName banned, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.UNBAN_USER;
        }
    }

    /** Lists who is banned from a room; only the room's host may do that. */
    record ListBans(RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.LIST_BANS;
        }
    }

    /** Invites a user to a room; every member may do that. */
    record InviteUser(UserName invited, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.INVITE_USER;
        }
    }

    /** Makes a member one more host of a room; only its hosts may do that. */
    record AddHost(UserName member, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.ADD_HOST;
        }
    }

    /** Takes the role of host from a user: one's own, or that of a later host. */
    record DropHost(UserName member, RoomName room) implements Request {
        @Override
        public Command command() {
            return Command.DROP_HOST;
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

    /**
     * Changes the password; ends all other logins of the user.
     *
     * @param digest how both hashes are made
     * @param plain the plain hash of the new password in addition; only beside salted ones
     */
    record ChangePassword(
            PasswordHash oldPassword, PasswordHash newPassword, PasswordDigest digest, Optional<PasswordHash> plain)
            implements Request {
        /** @throws IllegalArgumentException if there are two plain hashes */
        public ChangePassword {
            requireOnePlain(digest, plain);
        }

        @Override
        public Command command() {
            return Command.CHANGE_PASSWORD;
        }
    }

    /** Lists the user's logins. */
    record ListSessions() implements Request {
        @Override
        public Command command() {
            return Command.LIST_SESSIONS;
        }
    }

    /** Does what an administrator typed, if the user is one (SPEC 4.13). */
    record Administer(ChatText line) implements Request {
        @Override
        public Command command() {
            return Command.ADMINISTER;
        }
    }

    /** Hands what a member of a room said to whoever runs the registry (SPEC 4.13). */
    record Report(ReportText report) implements Request {
        @Override
        public Command command() {
            return Command.REPORT;
        }
    }

    /** Asks whether an account of that name could be created. */
    record CheckName(UserName user) implements Request {
        @Override
        public Command command() {
            return Command.CHECK_NAME;
        }
    }

    private static void requireOnePlain(PasswordDigest digest, Optional<PasswordHash> plain) {
        if (plain.isPresent() && digest == PasswordDigest.PLAIN) {
            throw new IllegalArgumentException("two plain hashes");
        }
    }

    /** Leaves prekeys of the user at the registry; 1 to {@value #MAX_MAIL_ENTRIES}. */
    record PutPrekeys(List<Prekey> prekeys) implements Request {
        /** @throws IllegalArgumentException if there are none or too many */
        public PutPrekeys {
            prekeys = mailEntries(prekeys);
        }

        @Override
        public Command command() {
            return Command.PUT_PREKEYS;
        }
    }

    /** Asks for a prekey of a user. */
    record TakePrekey(UserName user) implements Request {
        @Override
        public Command command() {
            return Command.TAKE_PREKEY;
        }
    }

    /**
     * Puts a letter into a user's mailbox.
     *
     * @param token the put token that the user gave to the asker, if any
     */
    record PutLetter(UserName user, Letter letter, Optional<PutToken> token) implements Request {
        @Override
        public Command command() {
            return Command.PUT_LETTER;
        }
    }

    /**
     * Asks for a letter in the user's own mailbox.
     *
     * @param after the letter behind which it is; empty for the oldest
     */
    record FetchLetters(Optional<MessageId> after) implements Request {
        @Override
        public Command command() {
            return Command.FETCH_LETTERS;
        }
    }

    /**
     * Deletes letters; 1 to {@value #MAX_MAIL_ENTRIES}.
     *
     * @param from in whose mailbox they are, if not the user's own: only who put a letter there knows its id
     */
    record DropLetters(List<MessageId> ids, Optional<UserName> from) implements Request {
        /** @throws IllegalArgumentException if there are none or too many */
        public DropLetters {
            ids = mailEntries(ids);
        }

        /** Deletes letters from the user's own mailbox. */
        public DropLetters(List<MessageId> ids) {
            this(ids, Optional.empty());
        }

        @Override
        public Command command() {
            return Command.DROP_LETTERS;
        }
    }

    /**
     * Lets the bearer of a token have letters in the user's own mailbox.
     *
     * @param hash of the token, as {@link PutToken#hash}
     * @param quota the most letters, 0 to {@value #MAX_QUOTA}; 0 revokes the token
     */
    record AllowMail(String hash, int quota) implements Request {
        /** @throws IllegalArgumentException if a value breaks its rule */
        public AllowMail {
            if (!hash.matches("[0-9a-f]{32}") || quota < 0 || quota > MAX_QUOTA) {
                throw new IllegalArgumentException("hash or quota " + quota);
            }
        }

        @Override
        public Command command() {
            return Command.ALLOW_MAIL;
        }
    }

    private static <T> List<T> mailEntries(List<T> entries) {
        if (entries.isEmpty() || entries.size() > MAX_MAIL_ENTRIES) {
            throw new IllegalArgumentException(entries.size() + " entries");
        }
        return List.copyOf(entries);
    }

    /** A sign of life; also the answer to a probe. */
    record Ping() implements Request {
        @Override
        public Command command() {
            return Command.PING;
        }
    }
}
