package org.hobnob.peer.console.text;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.protocol.text.SafeText;

/** Words what a user says about being there (SPEC 4.12). */
public final class StatusWording {
    private StatusWording() {}

    /** Returns {@code away}, {@code away: TEXT}, {@code here: TEXT}, or empty for a user who says nothing. */
    public static Optional<String> of(UserStatus status) {
        String text = SafeText.of(status.text());
        return status.equals(UserStatus.HERE)
                ? Optional.empty()
                : Optional.of(status.state() + (text.isEmpty() ? "" : ": " + text));
    }

    /** Returns the words for a contact as it is on the bus (BUS.md 3). */
    public static Optional<String> ofContact(JsonObject contact) {
        return Optional.ofNullable(contact.getString("status"))
                .flatMap(UserStatus::parse)
                .flatMap(StatusWording::of);
    }

    /** Returns what to append to a line about the contact; may be empty. */
    public static String behind(JsonObject contact) {
        return hosted(contact) + ofContact(contact).map(words -> "  " + words).orElse("");
    }

    /** Of a user whose program runs on another machine, which can read what it shows. */
    private static String hosted(JsonObject contact) {
        boolean isHosted = Capabilities.of(contact.getString("caps"))
                .filter(caps -> caps.has(Capabilities.HOSTED))
                .isPresent();
        return isHosted ? "  hosted" : "";
    }
}
