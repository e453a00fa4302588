package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.state.ConsoleState;

/**
 * Compares contacts' keys and accepts changed ones. The user's decision applies only to the key that was shown, not
 * to one that arrived meanwhile. Each action shows its success; a refusal fails its future.
 */
public final class ContactTrust {
    /** What the user can decide about a contact's key. */
    public enum KeyState {
        /** There is a key to compare. */
        COMPARABLE,
        /** The key differs from the pinned one. */
        CHANGED,
        /** The contact has no key. */
        NO_KEY
    }

    private record Shown(String user, KeyState state, String key) {}

    private final ConsoleState console;
    private Optional<Shown> last = Optional.empty();

    ContactTrust(ConsoleState console) {
        this.console = console;
    }

    /** Shows the numbers that the two users have to compare. */
    public Future<KeyState> show(String user) {
        return ask("safety-number", new JsonObject().put("user", user)).map(json -> {
            KeyState state = state(json);
            last = Optional.of(new Shown(user, state, json.getString("key")));
            show(user, state, json);
            return state;
        });
    }

    private static KeyState state(JsonObject json) {
        return switch (json.getString("state")) {
            case "changed" -> KeyState.CHANGED;
            case "none" -> KeyState.NO_KEY;
            default -> KeyState.COMPARABLE;
        };
    }

    private void show(String user, KeyState state, JsonObject json) {
        switch (state) {
            case COMPARABLE -> {
                console.plain("  The key between " + user + " and you"
                        + (json.getBoolean("verified") ? ", compared already:" : ":"));
                showNumber(json.getString("number"));
                console.plain("  Read both lines to each other over a way that cannot be faked, such as side by side.");
                if (!json.getBoolean("comparable", true)) {
                    console.plain(
                            "  If " + user + " sees one line of six groups, that program is of an earlier version:"
                                    + " compare when it is updated.");
                }
            }
            case CHANGED -> {
                console.error(user + "!  KEY CHANGED since " + json.getString("since")
                        + (json.getBoolean("pinnedVerified") ? ", where you had compared it" : ""));
                console.plain("  until now:");
                showNumber(json.getString("pinnedNumber"));
                if (json.getString("number") == null) {
                    console.plain("  now: none. It is an original client, which anybody can read and forge.");
                } else {
                    console.plain("  now:");
                    showNumber(json.getString("number"));
                }
                console.plain("  A new device or a lost key does that; so does somebody in between. Ask " + user + ".");
            }
            case NO_KEY -> console.notice(user + " has an original client: there is no key to compare");
        }
    }

    /** Shows each half on a line of its own: short enough to keep one's place, aloud or by eye. */
    private void showNumber(String number) {
        int middle = number.length() / 2;
        console.plain("    " + number.substring(0, middle));
        console.plain("    " + number.substring(middle + 1));
    }

    /** Shows the number to compare and the command to confirm it. */
    Future<Void> compare(String user) {
        return show(user).map(state -> {
            if (state == KeyState.COMPARABLE) {
                console.plain("  The same on both screens: /verify " + user + " yes");
            } else if (state == KeyState.CHANGED) {
                console.plain("  To accept the new key: /trust " + user + " yes");
            }
            return null;
        });
    }

    /** Shows the old and the new number if the key has changed. */
    Future<Void> review(String user) {
        return show(user).map(state -> {
            if (state == KeyState.CHANGED) {
                console.plain("  To accept the new key: /trust " + user + " yes");
            } else {
                console.notice("the key of " + user + " has not changed: there is nothing to accept");
            }
            return null;
        });
    }

    /** Records that the user has compared the key shown. */
    public Future<Void> verify(String user) {
        Optional<Shown> shown = shown(user, KeyState.COMPARABLE);
        return shown.isEmpty()
                ? compare(user)
                : decide("verify", shown.get(), user + " is verified; private lines of " + user + " say so");
    }

    /** Records that the user accepts the changed key shown. */
    public Future<Void> trust(String user) {
        Optional<Shown> shown = shown(user, KeyState.CHANGED);
        return shown.isEmpty()
                ? review(user)
                : decide(
                        "trust",
                        shown.get(),
                        "the new key of " + user + " is accepted; /verify " + user + " compares it");
    }

    private Optional<Shown> shown(String user, KeyState state) {
        return last.filter(shown -> shown.user().equalsIgnoreCase(user) && shown.state() == state);
    }

    private Future<Void> decide(String action, Shown shown, String done) {
        last = Optional.empty();
        return ask(action, new JsonObject().put("user", shown.user()).put("key", shown.key()))
                .map(json -> {
                    console.success(done);
                    return null;
                });
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        return console.requests().ask(Addresses.PEER_CONTACTS, action, body, 2 * Bus.TIMEOUT_MS);
    }
}
