package org.hobnob.peer.console.file;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.text.SafeText;

/** Shows what becomes of files (BUS.md 6.4). */
public final class FileNews {
    private static final int QUARTERS = 4;
    private static final String VERIFIED = "verified";

    private final ConsoleState console;
    private final FileActions actions;
    private final BiConsumer<String, String> alert;

    /** @param alert draws attention to somebody and what that user does */
    public FileNews(ConsoleState console, BiConsumer<String, String> alert) {
        this.console = console;
        this.alert = alert;
        actions = new FileActions(console);
    }

    /** Returns the handlers of the events, by action. */
    public Map<String, Consumer<JsonObject>> events() {
        return Map.of("file", this::file, "file-progress", this::progress);
    }

    private void file(JsonObject json) {
        if (!json.getString("state").equals("accepted")) {
            console.files().over(FileWords.number(json));
        }
        if (json.getBoolean("own")) {
            own(json);
        } else if (!console.ignored().hides(json.getString("user", ""))) {
            others(json);
        }
    }

    private void own(JsonObject json) {
        String name = FileWords.name(json);
        String user = FileWords.user(json);
        switch (json.getString("state")) {
            case "offered" -> console.notice(user + " is asked whether to take " + name);
            case "done" -> console.success(user + " has " + name + ", whole and checked");
            case "refused" -> console.notice(user + " does not want " + name);
            case "cancelled" -> console.notice(user + " gave up " + name);
            case "failed" -> console.error(ownFailure(json.getString("why", ""), name, user));
            default -> {
                // The user took it back, or just offered it.
            }
        }
    }

    private static String ownFailure(String why, String name, String user) {
        return switch (why) {
            case "changed" ->
                name + " is not what it was when you offered it, so " + user + " cannot take it: /send it again";
            case "unreadable" -> name + " cannot be read any more, so it is no longer offered to " + user;
            case "no-files" -> user + "'s program cannot take files, so " + name + " is no longer offered";
            case "full" -> "too many offers wait at " + user + "'s; send " + name + " again later";
            default -> user + "'s program could not keep " + name + ": ask " + user + ", then send it again";
        };
    }

    private void others(JsonObject json) {
        String name = FileWords.name(json);
        String user = FileWords.user(json);
        switch (json.getString("state")) {
            case "offered" -> offered(json);
            case "done" ->
                console.success(
                        name + " from " + user + " is here, whole and checked: " + SafeText.of(json.getString("path")));
            case "withdrawn" -> console.notice(user + " took back " + name);
            case "failed" -> console.error(failure(json.getString("why", ""), name, user));
            case "stopped" -> console.error(stopped(json.getString("why", ""), name, FileWords.number(json)));
            default -> {
                // What the user did is told by the command.
            }
        }
    }

    private void offered(JsonObject json) {
        int number = FileWords.number(json);
        String user = FileWords.user(json);
        String room = json.containsKey("room") ? " in #" + SafeText.of(json.getString("room")) : "";
        String what = "offers you " + FileWords.name(json) + " (" + FileWords.size(json) + ")" + room;
        alert.accept(user, what);
        boolean atOnce =
                console.settings().text(PeerKey.ACCEPT_FILES).equals(VERIFIED) && json.getBoolean(VERIFIED, false);
        console.notice(user + " " + what + ": "
                + (atOnce ? "taken, as you verified " + user : "/accept " + number + " or /reject " + number));
        if (atOnce) {
            actions.accept(number).onFailure(console::error);
        }
    }

    private static String failure(String why, String name, String user) {
        return switch (why) {
            case "changed" -> name + " has changed at " + user + "'s while it came: ask " + user + " to send it again";
            case "wrong-hash" ->
                name + " from " + user + " did not come as it was sent, and was removed: ask " + user
                        + " to send it again";
            default -> name + " from " + user + " could not be taken";
        };
    }

    private static String stopped(String why, String name, int number) {
        String what = why.equals("no-space")
                ? "no space is left for " + name + ": free some"
                : name + " cannot be written: see who may write in its folder";
        return what + ", then /accept " + number + " goes on where it was";
    }

    /** A terminal shows it beside the prompt; on paper and for programs, each quarter is a line. */
    private void progress(JsonObject json) {
        int number = FileWords.number(json);
        if (json.getBoolean("stands", false)) {
            console.files().over(number);
            return;
        }
        JsonObject before = console.files().last(number);
        console.files().told(json);
        boolean isDrawn = console.screen().reader() == Reader.TERMINAL;
        if (!isDrawn && quarter(json) > quarter(before) && quarter(json) < QUARTERS) {
            console.notice(FileWords.name(json) + ": " + FileWords.progress(json));
        }
    }

    private static long quarter(JsonObject told) {
        return told.isEmpty() ? 0 : Amounts.percent(told.getLong("done"), told.getLong("size")) * QUARTERS / 100;
    }

    /** Returns the mark for the prompt, such as {@code [worksheet.pdf 45%, 12 MB/s, 20 s left] }; usually empty. */
    public static String mark(ConsoleState console) {
        int count = console.files().all().size();
        return switch (count) {
            case 0 -> "";
            case 1 -> {
                JsonObject one = console.files().all().iterator().next();
                yield "[" + FileWords.shortName(one) + " " + FileWords.progress(one) + "] ";
            }
            default -> "[" + count + " files " + FileWords.progress(sum(console)) + "] ";
        };
    }

    private static JsonObject sum(ConsoleState console) {
        long done = 0;
        long size = 0;
        long rate = 0;
        for (JsonObject one : console.files().all()) {
            done += one.getLong("done");
            size += one.getLong("size");
            rate += one.getLong("rate");
        }
        JsonObject sum = new JsonObject().put("done", done).put("size", size).put("rate", rate);
        return rate > 0 ? sum.put("leftMs", (size - done) * 1_000 / rate) : sum;
    }
}
