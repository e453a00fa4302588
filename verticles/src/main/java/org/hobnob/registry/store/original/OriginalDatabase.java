package org.hobnob.registry.store.original;

import com.mongodb.ConnectionString;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hobnob.registry.store.AllDocuments;

/**
 * What the original's database has of accounts and rooms, as it is there.
 *
 * @param accounts in the order of the database
 * @param rooms the same
 */
record OriginalDatabase(List<Account> accounts, List<Room> rooms) {
    /** The database of the original, unless the connection string names another. */
    static final String NAME = "p2p-chat";

    private static final String ACCOUNTS = "accounts";
    private static final String ROOMS = "Chatrooms";

    /**
     * An account. Its fields may be anything.
     *
     * @param password should be the SHA-256 of the password, in hex digits
     */
    record Account(String name, String password) {
        @Override
        public String toString() {
            return "Account[" + name + "]";
        }
    }

    /** A room. Its fields may be anything. */
    record Room(String name, String host) {}

    /**
     * Reads the database. Blocking.
     *
     * @throws OriginalMissingException if it is not there
     */
    static OriginalDatabase read(Vertx vertx, String connectionString) {
        String named = new ConnectionString(connectionString).getDatabase();
        String name = named == null ? NAME : named;
        try (AllDocuments documents = AllDocuments.open(vertx, connectionString, name)) {
            if (!documents.names().contains(ACCOUNTS) && !documents.names().contains(ROOMS)) {
                throw new OriginalMissingException(name);
            }
            if (documents.schema().isPresent()) {
                throw new OriginalMissingException(name, "is a store of Hobnob, whose accounts a backup takes along");
            }
            List<Account> accounts = new ArrayList<>();
            documents.each(ACCOUNTS, json -> accounts.add(new Account(text(json, "username"), text(json, "password"))));
            List<Room> rooms = new ArrayList<>();
            documents.each(ROOMS, json -> rooms.add(new Room(text(json, "name"), text(json, "host"))));
            return new OriginalDatabase(List.copyOf(accounts), List.copyOf(rooms));
        }
    }

    private static String text(JsonObject json, String field) {
        return Objects.toString(json.getValue(field), "");
    }
}
