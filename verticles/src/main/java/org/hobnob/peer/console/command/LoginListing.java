package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.hobnob.json.Json;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.text.SafeText;

/** Shows where the user is logged in (SPEC 4.10). */
final class LoginListing {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final ConsoleState console;

    LoginListing(ConsoleState console) {
        this.console = console;
    }

    Future<Void> show() {
        return console.requests().registry("sessions", new JsonObject()).map(json -> {
            List<String> lines = Json.objects(json, "sessions", LoginListing::line);
            lines.forEach(console::plain);
            console.plain("  " + (lines.size() == 1 ? "1 login" : lines.size() + " logins")
                    + ". /logout all ends all of them, /passwd all but this one.");
            return null;
        });
    }

    private static String line(JsonObject login) {
        String where = login.getBoolean("here") ? "here      " : "elsewhere ";
        String key = login.getString("key") == null ? ", by a program without a key" : "";
        return "  " + where + "from " + SafeText.of(login.getString("address")) + ", since "
                + time(login.getLong("begun")) + ", last used " + time(login.getLong("used")) + key;
    }

    private static String time(long ms) {
        return TIME.format(Instant.ofEpochMilli(ms));
    }
}
