package org.hobnob.peer.console.file;

import io.vertx.core.json.JsonObject;
import org.hobnob.protocol.text.SafeText;

/** What is said of single files. */
final class FileWords {
    private static final int MOST_IN_PROMPT = 24;

    private FileWords() {}

    static String name(JsonObject file) {
        return SafeText.of(file.getString("name", ""));
    }

    /** Returns the name, cut to what a prompt has room for. */
    static String shortName(JsonObject file) {
        String name = name(file);
        int codePoints = name.codePointCount(0, name.length());
        return codePoints <= MOST_IN_PROMPT
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_IN_PROMPT - 1)) + "…";
    }

    static String user(JsonObject file) {
        return SafeText.of(file.getString("user", ""));
    }

    static int number(JsonObject file) {
        return file.getInteger("number");
    }

    static String size(JsonObject file) {
        return Amounts.bytes(file.getLong("size"));
    }

    /** Returns such as {@code 45%, 12 MB/s, 20 s left}. */
    static String progress(JsonObject told) {
        long done = told.getLong("done", 0L);
        String words = Amounts.percent(done, told.getLong("size")) + "%";
        long rate = told.getLong("rate", 0L);
        if (rate > 0) {
            words += ", " + Amounts.bytes(rate) + "/s";
        }
        return told.containsKey("leftMs") ? words + ", " + Amounts.time(told.getLong("leftMs")) + " left" : words;
    }

    /** Returns the line of a list. */
    static String line(JsonObject file) {
        boolean own = file.getBoolean("own");
        String who = (own ? "to " : "from ") + user(file);
        String room = file.containsKey("room") ? " in #" + SafeText.of(file.getString("room")) : "";
        return "  " + number(file) + "  " + name(file) + " (" + size(file) + ") " + who + room + ": "
                + state(file, own);
    }

    private static String state(JsonObject file, boolean own) {
        int number = number(file);
        if (file.getBoolean("running", false)) {
            return file.containsKey("done") ? progress(file) : "begins";
        }
        return switch (file.getString("state")) {
            case "waiting" -> "is offered as soon as you are both there";
            case "offered" ->
                own ? "offered; no answer yet" : "/accept " + number + " takes it, /reject " + number + " refuses it";
            case "accepted" -> "is fetched as soon as its sender is there";
            case "stopped" -> "stopped; /accept " + number + " goes on";
            default -> file.getString("state");
        };
    }

    /** Returns why a file cannot be offered or taken, for a word of BUS.md 6.8. */
    static String refusal(String why, String what) {
        return switch (why) {
            case "no-file" -> "there is no file " + what + " here";
            case "folder" -> what + " is a folder: pack it into one file first, as with zip or tar";
            case "special" -> what + " is a device or a pipe, not a file";
            case "unreadable" -> what + " cannot be read: see who may read it";
            case "too-many" -> "too many files are under way; /files lists them, /cancel N ends one";
            case "no-offer" -> "there is no file " + what + "; /files lists those that there are";
            case "no-space" ->
                "there is not enough space for it: free some, or name another folder by /set downloads FOLDER";
            case "no-folder" -> "the folder cannot be used: name another one by /set downloads FOLDER";
            default -> "that is not possible (" + SafeText.of(why) + ")";
        };
    }
}
