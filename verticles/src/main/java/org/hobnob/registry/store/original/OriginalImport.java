package org.hobnob.registry.store.original;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.rules.rooms.RoomGuests;
import org.hobnob.registry.store.Account;
import org.hobnob.registry.store.Account.Hashes;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.Waiting;
import org.hobnob.registry.store.original.ImportLine.Kind;
import org.hobnob.registry.store.original.ImportLine.Outcome;

/**
 * Takes accounts and rooms over from the database of the original program. The SHA-256 that it stored is what its clients
 * send, so it is hashed as if a client had just sent it; it is not stored itself. Rooms become standing ones, without
 * members. What is there already is not changed, so an import may be repeated. Blocking; registries may use the store
 * meanwhile.
 */
public final class OriginalImport {
    private static final String NO_NAME =
            "is no name here (letters, digits, _ and -, at most 32, not digits alone); left out";

    private final Store store;
    private final PasswordHasher hasher;
    private final int capacity;
    private final Clock clock;

    /**
     * @param capacity of the rooms
     * @param clock for the time at which accounts were made
     */
    public OriginalImport(Store store, PasswordHasher hasher, int capacity, Clock clock) {
        this.store = store;
        this.hasher = hasher;
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * Imports everything that fits.
     *
     * @param connectionString of the original's database, which is only read
     * @param isDry whether nothing is written
     * @return what became of each account and each room, in the order of the database
     * @throws OriginalMissingException if the database is another one
     */
    public List<ImportLine> run(Vertx vertx, String connectionString, boolean isDry) {
        OriginalDatabase original = OriginalDatabase.read(vertx, connectionString);
        List<ImportLine> lines = new ArrayList<>();
        Set<UserName> users = new HashSet<>();
        for (OriginalDatabase.Account account : original.accounts()) {
            lines.add(importAccount(account, users, isDry));
        }
        Set<RoomName> rooms = new HashSet<>();
        for (OriginalDatabase.Room room : original.rooms()) {
            lines.add(importRoom(room, users, rooms, isDry));
        }
        return lines;
    }

    /** @param users those of the original so far; this one is added */
    private ImportLine importAccount(OriginalDatabase.Account account, Set<UserName> users, boolean isDry) {
        Optional<UserName> name = UserName.of(account.name());
        if (name.isEmpty()) {
            return line(account, Outcome.UNFIT, NO_NAME);
        }
        Optional<PasswordHash> password = PasswordHash.of(account.password().toLowerCase(Locale.ROOT));
        if (password.isEmpty()) {
            return line(account, Outcome.UNFIT, "its password is no SHA-256; left out");
        }
        if (!users.add(name.get())) {
            return line(
                    account,
                    Outcome.CLASH,
                    "the original has this name twice, perhaps in another case; the first stays");
        }
        Optional<Account> there = Waiting.on(store.accounts().find(name.get()));
        if (there.isPresent()) {
            return existing(account, there.get(), password.get());
        }
        boolean isNew = isDry || create(name.get(), password.get());
        return isNew
                ? line(account, Outcome.IMPORTED, "")
                : line(account, Outcome.CLASH, "somebody has just registered this name; that account stays");
    }

    private boolean create(UserName name, PasswordHash password) {
        Hashes hashes = new Hashes(Optional.of(hasher.hash(password.bytes())), Optional.empty());
        return Waiting.on(store.accounts().create(name, hashes, clock.millis()));
    }

    private ImportLine existing(OriginalDatabase.Account account, Account there, PasswordHash password) {
        boolean isSame = there.hashes()
                .plain()
                .filter(phc -> hasher.verify(password.bytes(), phc).isMatch())
                .isPresent();
        return isSame
                ? line(account, Outcome.ALREADY_THERE, "")
                : line(account, Outcome.CLASH, "an account has this name and another password; that account stays");
    }

    private ImportLine importRoom(OriginalDatabase.Room room, Set<UserName> users, Set<RoomName> rooms, boolean isDry) {
        Optional<RoomName> name = RoomName.of(room.name());
        Optional<UserName> host = UserName.of(room.host());
        if (name.isEmpty()) {
            return line(room, Outcome.UNFIT, NO_NAME);
        }
        if (host.isEmpty() || !hasAccount(host.get(), users)) {
            return line(room, Outcome.UNFIT, "its host has no account; left out");
        }
        if (!rooms.add(name.get())) {
            return line(
                    room, Outcome.CLASH, "the original has this name twice, perhaps in another case; the first stays");
        }
        Optional<Room> there = Waiting.on(store.rooms().find(name.get()));
        if (there.isPresent()) {
            boolean isSame = there.get().isHost(host.get());
            return isSame
                    ? line(room, Outcome.ALREADY_THERE, "")
                    : line(room, Outcome.CLASH, "a room of another host has this name; that room stays");
        }
        boolean isNew = isDry || Waiting.on(store.rooms().insert(standing(name.get(), host.get())));
        return isNew
                ? line(room, Outcome.IMPORTED, "")
                : line(room, Outcome.CLASH, "somebody has just made a room of this name; that room stays");
    }

    private boolean hasAccount(UserName host, Set<UserName> users) {
        return users.contains(host) || Waiting.on(store.accounts().find(host)).isPresent();
    }

    /** Its group and its instance are given by the registry that changes it first. */
    private Room standing(RoomName name, UserName host) {
        return new Room(
                name,
                RoomKind.OPEN,
                Title.NONE,
                capacity,
                Optional.empty(),
                0,
                host,
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new RoomSettings(Title.NONE, true, RoomPosting.ALL),
                RoomGuests.NONE);
    }

    private static ImportLine line(OriginalDatabase.Account account, Outcome outcome, String why) {
        return new ImportLine(Kind.ACCOUNT, account.name(), outcome, why);
    }

    private static ImportLine line(OriginalDatabase.Room room, Outcome outcome, String why) {
        return new ImportLine(Kind.ROOM, room.name(), outcome, why);
    }
}
