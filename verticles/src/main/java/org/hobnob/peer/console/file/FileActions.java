package org.hobnob.peer.console.file;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.text.SafeText;

/** What a user does with files. Each action shows its success; a refusal by another part fails its future. */
public final class FileActions {
    private final ConsoleState console;

    public FileActions(ConsoleState console) {
        this.console = console;
    }

    /** Returns the number of a file that the word names; empty if it is none, as no user's name is all digits. */
    public static Optional<Integer> number(String word) {
        return word.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
    }

    /** Offers a file; the last word says to whom. */
    public Future<Void> send(List<String> words) {
        String to = words.get(words.size() - 1);
        String path = unquoted(String.join(" ", words.subList(0, words.size() - 1)));
        JsonObject body = new JsonObject()
                .put("path", path)
                .put("rate", console.settings().number(PeerKey.HAND_OUT_RATE));
        if (to.startsWith("#")) {
            body.put("room", Typed.room(to, Reason.NO_SUCH_ROOM));
        } else {
            String user = Typed.user(to, Reason.NO_SUCH_USER);
            if (console.standing().user().filter(user::equalsIgnoreCase).isPresent()) {
                console.error("a file goes to somebody else: /send FILE NAME");
                return Future.succeededFuture();
            }
            body.put("user", user);
        }
        return ask("send", body).map(answer -> {
            sent(path, to, answer);
            return null;
        });
    }

    /** A name with blanks may stand in quotes, or its blanks behind backslashes, as a shell has them. */
    private static String unquoted(String typed) {
        boolean quoted = typed.length() > 1 && (isIn(typed, '"') || isIn(typed, '\''));
        return quoted ? typed.substring(1, typed.length() - 1) : typed.replace("\\ ", " ");
    }

    private static boolean isIn(String typed, char quote) {
        return typed.charAt(0) == quote && typed.charAt(typed.length() - 1) == quote;
    }

    private void sent(String path, String to, JsonObject answer) {
        List<String> without = strings(answer, "without");
        if (!without.isEmpty()) {
            String all = String.join(", ", without);
            console.error(
                    without.size() == 1
                            ? all + "'s program cannot take files"
                            : "the programs of " + all + " cannot take files");
        }
        if (answer.containsKey("refused")) {
            console.error(FileWords.refusal(answer.getString("refused"), SafeText.of(path)));
            return;
        }
        JsonArray offers = answer.getJsonArray("offers");
        offers.stream().map(JsonObject.class::cast).forEach(this::offered);
        List<String> away = strings(answer, "away");
        if (!away.isEmpty()) {
            console.notice(String.join(", ", away) + (away.size() == 1 ? " is" : " are")
                    + " not here now: the file is offered when you are both here");
        }
        if (offers.isEmpty() && without.isEmpty()) {
            console.notice("nobody else is in " + SafeText.of(to));
        }
    }

    private void offered(JsonObject offer) {
        int number = FileWords.number(offer);
        console.success(FileWords.name(offer) + " (" + FileWords.size(offer) + ") goes to " + FileWords.user(offer)
                + " once accepted: file " + number + "; /cancel " + number + " takes it back");
    }

    private static List<String> strings(JsonObject json, String key) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(name -> SafeText.of(name.toString()))
                .collect(Collectors.toList());
    }

    /** Lists the files that are not over. */
    public Future<Void> list() {
        return files().map(files -> {
            if (files.isEmpty()) {
                console.notice("no files are under way; /send FILE NAME offers one");
            }
            files.forEach(file -> console.plain(FileWords.line(file)));
            return null;
        });
    }

    private Future<List<JsonObject>> files() {
        return ask("list", new JsonObject())
                .map(json -> json.getJsonArray("files").stream()
                        .map(JsonObject.class::cast)
                        .toList());
    }

    /** Takes an offered file, or goes on with one that stopped. */
    public Future<Void> accept(int number) {
        JsonObject body = new JsonObject()
                .put("number", number)
                .put("folder", console.settings().text(PeerKey.DOWNLOADS));
        return ask("accept", body).map(answer -> {
            if (refused(answer, number)) {
                return null;
            }
            console.success(FileWords.name(answer) + " from " + FileWords.user(answer) + " comes to "
                    + SafeText.of(answer.getString("path")) + "; /cancel " + number + " gives it up");
            return null;
        });
    }

    /** Refuses a file, gives it up, or takes an offer back. */
    public Future<Void> drop(int number) {
        return ask("drop", new JsonObject().put("number", number)).map(answer -> {
            if (refused(answer, number)) {
                return null;
            }
            String what = FileWords.name(answer);
            String who = FileWords.user(answer);
            if (answer.getBoolean("own")) {
                console.success(what + " is no longer offered to " + who);
            } else if (answer.getString("state").equals("offered")) {
                console.success(what + " from " + who + " is refused");
            } else {
                console.success(what + " from " + who + " is given up; what had come of it is removed");
            }
            return null;
        });
    }

    private boolean refused(JsonObject answer, int number) {
        if (answer.containsKey("refused")) {
            console.error(FileWords.refusal(answer.getString("refused"), Integer.toString(number)));
        }
        return answer.containsKey("refused");
    }

    /**
     * Returns the number of the file that waits longest for the user's decision, or else of one that stopped.
     *
     * @param stoppedToo whether one that stopped counts
     */
    public Future<Optional<Integer>> firstWaiting(boolean stoppedToo) {
        return files().map(files ->
                first(files, "offered").or(() -> stoppedToo ? first(files, "stopped") : Optional.empty()));
    }

    private static Optional<Integer> first(List<JsonObject> files, String state) {
        return files.stream()
                .filter(file ->
                        !file.getBoolean("own") && file.getString("state").equals(state))
                .map(FileWords::number)
                .findFirst();
    }

    private Future<JsonObject> ask(String action, JsonObject body) {
        return console.requests().ask(Addresses.PEER_FILE, action, body, 2 * Bus.TIMEOUT_MS);
    }
}
