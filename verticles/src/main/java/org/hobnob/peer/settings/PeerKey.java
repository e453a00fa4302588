package org.hobnob.peer.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hobnob.config.ConfigKey;
import org.hobnob.config.ValueType;

/**
 * All settings of a peer that its user may change: key, default, type, meaning, and from when on a change holds. A row is
 * all that a setting needs: {@code /set} lists it, it has a flag and an environment variable, and the files may name it.
 * {@code conf/peer.yaml} and the user guide repeat this table, and tests compare them.
 */
public enum PeerKey implements ConfigKey {
    BELL(
            "bell",
            "true",
            ValueType.onOff(),
            Holds.AT_ONCE,
            "ring the terminal's bell for private lines and mentions, but never for the conversation in view"),
    NOTIFICATIONS(
            "notifications",
            "off",
            ValueType.choice("off", "auto", "osc9", "osc99", "osc777", "notify-send"),
            Holds.AT_ONCE,
            "show such lines on the desktop: auto, as a terminal that can is known to want it; else how; needs no bell"),
    KEYWORDS(
            "keywords",
            "",
            ValueType.text("words"),
            Holds.AT_ONCE,
            "words that count as your name does, parted by commas: a line with one of them is a mention"),
    NOTIFY(
            "notify",
            "all",
            ValueType.choice("all", "mentions", "none"),
            Holds.AT_ONCE,
            "which lines of a room are shown while you are elsewhere, for rooms without /notify; others only count"),
    LEVELS(
            "levels",
            "",
            ValueType.text("#room=level,@user=level"),
            Holds.AT_ONCE,
            "what /notify and /mute have said of single rooms and users"),
    JOINS(
            "joins",
            "true",
            ValueType.onOff(),
            Holds.AT_ONCE,
            "tell who comes and goes in rooms; who joins a sealed room, and can read it, is told in any case"),
    NEW_LINES(
            "new-lines",
            "20",
            ValueType.number(0, 100),
            Holds.AT_ONCE,
            "how many lines are shown when you open a conversation, and again when you go there and they stand scattered above"),
    HISTORY(
            "history",
            "true",
            ValueType.onOff(),
            Holds.AT_ONCE,
            "keep what is said in this profile, encrypted: /history and /search show it; off: nothing is kept any more"),
    HISTORY_DAYS(
            "history-days",
            "0",
            ValueType.number(0, 36_500),
            Holds.AT_ONCE,
            "how many days a line is kept; 0: for ever"),
    HISTORY_MB(
            "history-mb",
            "512",
            ValueType.number(1, 65_536),
            Holds.AT_ONCE,
            "how many megabytes the history may take; beyond them the oldest lines go"),
    ROOM_HISTORY_DAYS(
            "room-history-days",
            "30",
            ValueType.number(1, 365),
            Holds.AT_ONCE,
            "how many days what was said in a room is kept for members who were away"),
    ROOM_HISTORY_MB(
            "room-history-mb",
            "16",
            ValueType.number(1, 256),
            Holds.AT_ONCE,
            "how many megabytes of each room are kept for them"),
    TIMES(
            "times",
            "minutes",
            ValueType.choice("minutes", "seconds", "date", "none"),
            Holds.AT_ONCE,
            "the time before each line that somebody says: 09:15, 09:15:07, 2026-01-31 09:15, or none"),
    NAME_COLORS(
            "name-colors",
            "true",
            ValueType.onOff(),
            Holds.NEXT_START,
            "a colour for each user's name, where the terminal has 256 colours"),
    DOWNLOADS(
            "downloads",
            "~/Downloads",
            ValueType.text("folder"),
            Holds.AT_ONCE,
            "where files go that you accept; ~/ is your home folder"),
    ACCEPT_FILES(
            "accept-files",
            "off",
            ValueType.choice("off", "verified"),
            Holds.AT_ONCE,
            "take files without asking from those whose key you have compared (/verify)"),
    HAND_OUT_RATE(
            "hand-out-rate",
            "12000",
            ValueType.number(0, 1_000_000),
            Holds.AT_ONCE,
            "how fast files go out to a room by multicast at most, in kilobytes a second; 0: not by multicast"),
    DISCOVER(
            "discover",
            "true",
            ValueType.onOff(),
            Holds.NEXT_START,
            "look for registries on the network where none is named and the last one does not answer"),
    MAILBOX(
            "mailbox",
            "true",
            ValueType.onOff(),
            Holds.NEXT_LOGIN,
            "private lines to users who are away wait at the registry too, or at a friend's peer, sealed, and those to you"
                    + " are fetched there"),
    MAIL_KEEPER(
            "mail-keeper",
            "",
            ValueType.text("user"),
            Holds.NEXT_LOGIN,
            "the friend at whose peer private lines to you also wait, sealed; the friend must have set keep-mail-for"),
    KEEP_MAIL_FOR(
            "keep-mail-for",
            "",
            ValueType.text("users"),
            Holds.AT_ONCE,
            "the friends, parted by commas, for whom this profile keeps sealed private lines while they are away"),
    KEEP_MAIL_KB(
            "keep-mail-kb",
            "512",
            ValueType.number(16, 4_096),
            Holds.AT_ONCE,
            "how many kilobytes are kept for each of them at most"),
    KEEP_MAIL_DAYS(
            "keep-mail-days", "30", ValueType.number(1, 30), Holds.AT_ONCE, "how many days a line is kept for them"),
    COLOR(
            "color",
            "auto",
            ValueType.choice("auto", "always", "never"),
            Holds.NEXT_START,
            "colours on the screen; auto: unless NO_COLOR is set"),
    PLAIN(
            "plain",
            "false",
            ValueType.onOff(),
            Holds.NEXT_START,
            "whole lines that are never drawn anew, without colours: for a screen reader; so it is where TERM is dumb"),
    CONNECTIONS(
            "connections",
            "512",
            ValueType.number(8, 10_000),
            Holds.NEXT_START,
            "the most connections of other peers at a time"),
    CONNECTIONS_OF_ADDRESS(
            "connections-of-address",
            "128",
            ValueType.number(8, 10_000),
            Holds.NEXT_START,
            "the most of one address, where many people may share a machine or a router; so many new ones at once, too"),
    CHATS(
            "chats",
            "8",
            ValueType.number(1, 100),
            Holds.NEXT_START,
            "the most chats, and requests for chats, at a time; others are told that you are busy"),
    PROGRAMS(
            "programs",
            "8",
            ValueType.number(1, 100),
            Holds.NEXT_START,
            "the most programs at a time at the socket that --socket names");

    /** From when on a change by {@code /set} holds. */
    public enum Holds {
        AT_ONCE("at once"),
        NEXT_LOGIN("next login"),
        NEXT_START("next start");

        private final String words;

        Holds(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final String key;
    private final String byDefault;
    private final ValueType type;
    private final Holds holds;
    private final String meaning;

    PeerKey(String key, String byDefault, ValueType type, Holds holds, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.type = type;
        this.holds = holds;
        this.meaning = meaning;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String byDefault() {
        return byDefault;
    }

    @Override
    public ValueType type() {
        return type;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String shippedFile() {
        return "conf/peer.yaml";
    }

    /** Returns from when on a change holds. */
    public Holds holds() {
        return holds;
    }

    /** Returns the setting with this key. */
    public static Optional<PeerKey> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    /** Returns the keys, in the order of the table. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(PeerKey::key).toList();
    }

    /** Returns the setting's row in the table of the user guide, in Markdown. */
    public String markdownRow() {
        String shown = byDefault.isEmpty() ? "(empty)" : "`" + type.said(byDefault) + "`";
        return "| `" + key + "` | " + shown + " | " + type.words() + " | " + holds.words + " | " + meaning + " |";
    }
}
