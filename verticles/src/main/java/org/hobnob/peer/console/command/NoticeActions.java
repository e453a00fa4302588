package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.attention.Attention;
import org.hobnob.peer.console.attention.Level;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** Shows and changes which lines of which conversation are shown while the user is elsewhere. */
public final class NoticeActions {
    private static final String DEFAULT = "-";

    private final ConsoleState console;
    private final SettingActions settings;
    private final Attention attention;

    NoticeActions(ConsoleState console, SettingActions settings) {
        this.console = console;
        this.settings = settings;
        attention = new Attention(console.settings());
    }

    /**
     * Lists the levels, tells that of a conversation, or sets it.
     *
     * @param words a conversation or a level or both in this order, or nothing
     */
    Future<Void> notify(List<String> words) {
        if (words.isEmpty()) {
            return list();
        }
        String last = words.get(words.size() - 1);
        boolean changes = last.equals(DEFAULT) || Level.of(last).isPresent();
        if (!changes && words.size() > 1) {
            throw new RefusalException(Reason.MALFORMED);
        }
        Optional<Conversation> where = where(words.subList(0, changes ? words.size() - 1 : 1));
        if (where.isEmpty() || !changes) {
            where.ifPresent(one -> console.plain(row(one)));
            return Future.succeededFuture();
        }
        return set(where.get(), Level.of(last));
    }

    Future<Void> mute(List<String> words) {
        return where(words).map(one -> set(one, Optional.of(Level.NONE))).orElseGet(Future::succeededFuture);
    }

    Future<Void> unmute(List<String> words) {
        return where(words).map(one -> set(one, Optional.empty())).orElseGet(Future::succeededFuture);
    }

    /** Returns the named conversation, or the current one; says why where there is none. */
    private Optional<Conversation> where(List<String> words) {
        if (words.isEmpty()) {
            Optional<Conversation> current = console.conversations().current();
            if (current.isEmpty()) {
                console.error("You are in no conversation: name a room (#lab3) or a user (@amir).");
            }
            return current;
        }
        String word = words.get(0);
        Optional<Conversation> named = console.conversations().find(word).or(() -> Conversation.ofLabel(word));
        if (named.isEmpty()) {
            console.error("there is no conversation " + SafeText.of(word)
                    + ": name a room (#lab3) or a user (@amir); /switch lists those that are open");
        }
        return named;
    }

    private Future<Void> set(Conversation where, Optional<Level> level) {
        String text = attention.levels().with(where, level).text();
        if (!PeerKey.LEVELS.type().accepts(text)) {
            console.error(
                    "too many rooms and users have a level of their own; /notify lists them, /unmute NAME drops one");
            return Future.succeededFuture();
        }
        return settings.write(
                PeerKey.LEVELS,
                Optional.of(text).filter(one -> !one.isEmpty()),
                () -> console.success(where.label() + ": " + meaning(attention.level(where))));
    }

    private static String meaning(Level level) {
        return switch (level) {
            case ALL -> "its lines are shown while you are elsewhere too";
            case MENTIONS -> "while you are elsewhere, only lines that mention you are shown; others count";
            case NONE -> "while you are elsewhere, its lines only count; /next or /switch shows them";
        };
    }

    private Future<Void> list() {
        Map<Conversation, Level> own = attention.levels().all();
        console.conversations().all().forEach(one -> console.plain(row(one)));
        own.keySet().stream()
                .filter(one -> !console.conversations().isOpen(one))
                .forEach(one -> console.plain(row(one)));
        console.plain("/notify NAME all|mentions|none changes it; rooms without a level of their own: "
                + console.settings().text(PeerKey.NOTIFY) + " (/set notify)");
        return Future.succeededFuture();
    }

    private String row(Conversation where) {
        return String.format(
                "  %-20s %s%s",
                where.label(),
                attention.level(where).word(),
                attention.levels().of(where).isPresent() ? "" : "  (as usual)");
    }
}
