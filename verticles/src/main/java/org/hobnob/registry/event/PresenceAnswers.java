package org.hobnob.registry.event;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.hobnob.bus.Spelling;
import org.hobnob.json.Json;
import org.hobnob.protocol.message.directory.Contact;

/** What presence answers to those who look for users (BUS.md 4.3). */
public final class PresenceAnswers {
    /** The answer to {@code search}. */
    public static final Spelling<Contact> FOUND = new Spelling<>(Contact.class, Json::of, Json::contact);

    /** The answer to {@code list}. */
    public static final Spelling<Page> PAGE = new Spelling<>(Page.class, Page::toJson, Page::of);

    /** The answer to {@code contacts}. */
    public static final Spelling<Contacts> CONTACTS = new Spelling<>(Contacts.class, Contacts::toJson, Contacts::of);

    private PresenceAnswers() {}

    /**
     * A page of those who are online.
     *
     * @param peers by folded name
     * @param more whether others follow
     */
    public record Page(List<Contact> peers, boolean more) {
        private JsonObject toJson() {
            return new JsonObject().put("peers", Json.array(peers, Json::of)).put("more", more);
        }

        private static Page of(JsonObject json) {
            return new Page(Json.objects(json, "peers", Json::contact), Json.flag(json, "more"));
        }
    }

    /** Those of the users asked for who are online. */
    public record Contacts(List<Contact> contacts) {
        private JsonObject toJson() {
            return new JsonObject().put("contacts", Json.array(contacts, Json::of));
        }

        private static Contacts of(JsonObject json) {
            return new Contacts(Json.objects(json, "contacts", Json::contact));
        }
    }
}
