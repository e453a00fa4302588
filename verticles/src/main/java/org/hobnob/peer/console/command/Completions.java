package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.settings.PeerKey;

/** What may stand in the place of the word that is being typed: commands, what they take, users and rooms. */
public final class Completions {
    /**
     * One of them.
     *
     * @param word what may stand there
     * @param meaning what it means, in a few words; empty if the word says it
     */
    public record Completion(String word, String meaning) {}

    private final ConsoleState console;
    private final Commands commands;

    public Completions(ConsoleState console, Commands commands) {
        this.console = console;
        this.commands = commands;
    }

    /**
     * Returns what may stand in the place of a word, whatever of it has been typed. Never fails. Files are not among them.
     *
     * @param words the words of the line, up to the cursor
     * @param at the word's index, counted from 0
     */
    public Future<List<Completion>> of(List<String> words, int at) {
        String typed = words.get(at);
        if (at == 0 && typed.startsWith("/")) {
            return Future.succeededFuture(commands(typed));
        }
        if (at > 0 && CommandLine.isCommand(words.get(0)) && row(words).isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Optional<Argument> place = argument(words, at);
        return place.map(argument -> names(argument, words, at))
                .orElseGet(() -> text(typed))
                .map(names -> Stream.concat(
                                names.stream(), place.stream().flatMap(argument -> argument.words().stream()))
                        .distinct()
                        .map(word -> new Completion(word, ""))
                        .toList());
    }

    /** Returns what the place takes; empty for text without a command. */
    public static Optional<Argument> argument(List<String> words, int at) {
        return at > 0 ? row(words).flatMap(row -> row.argument(at - 1)) : Optional.empty();
    }

    private static Optional<Command> row(List<String> words) {
        return CommandTable.find(CommandLine.of(words.get(0)).command())
                .filter(row -> words.get(0).startsWith("/"));
    }

    /** Aliases are offered only where no command's own name begins so. */
    private static List<Completion> commands(String typed) {
        List<Completion> names = CommandTable.ROWS.stream()
                .map(row -> new Completion("/" + row.name(), row.summary()))
                .toList();
        return names.stream().anyMatch(name -> name.word().startsWith(typed.toLowerCase(Locale.ROOT)))
                ? names
                : CommandTable.ROWS.stream()
                        .flatMap(row -> row.aliases().stream().map(alias -> new Completion("/" + alias, row.summary())))
                        .toList();
    }

    private Future<List<String>> names(Argument place, List<String> words, int at) {
        String typed = words.get(at);
        return switch (place.kind()) {
            case USER, ONLINE_USER -> users().map(signed(typed, "@"));
            case ROOM -> rooms().map(signed(typed, "#"));
            case OWN_ROOM -> Future.succeededFuture(open(Conversation::isRoom)).map(names -> signed(names, typed, "#"));
            case CONVERSATION -> Future.succeededFuture(conversations(typed));
            case COMMAND -> Future.succeededFuture(CommandTable.allNames());
            case SETTING -> Future.succeededFuture(PeerKey.keys());
            case VALUE -> Future.succeededFuture(values(words.get(at - 1)));
            case TEXT -> text(typed);
            case WORD, FILE -> Future.succeededFuture(List.of());
        };
    }

    /** Within a text, names follow their sign; users are called by their bare names too. */
    private Future<List<String>> text(String typed) {
        if (typed.startsWith("#")) {
            return rooms().map(signed(typed, "#"));
        }
        return typed.isEmpty() || typed.startsWith("/")
                ? Future.succeededFuture(List.of())
                : users().map(signed(typed, "@"));
    }

    /** The values of a setting that has few; {@code -} takes the default again. */
    private static List<String> values(String setting) {
        return PeerKey.of(setting.toLowerCase(Locale.ROOT))
                .map(key -> Stream.concat(key.type().suggestions().stream(), Stream.of("-"))
                        .toList())
                .orElse(List.of());
    }

    private List<String> conversations(String typed) {
        boolean bare = !typed.isEmpty() && !typed.startsWith("#") && !typed.startsWith("@");
        return console.conversations().all().stream()
                .map(one -> bare ? one.name() : one.label())
                .toList();
    }

    private List<String> open(Predicate<Conversation> which) {
        return console.conversations().all().stream()
                .filter(which)
                .map(Conversation::name)
                .toList();
    }

    /** Those of open chats first. */
    private Future<List<String>> users() {
        List<String> names = new ArrayList<>(open(one -> !one.isRoom()));
        names.addAll(console.chatRequests().waiting());
        return add(names, () -> commands.lists().users(), "user");
    }

    /** Those that the user is in first. */
    private Future<List<String>> rooms() {
        return add(
                new ArrayList<>(open(Conversation::isRoom)),
                () -> commands.lists().rooms(),
                "room");
    }

    private Future<List<String>> add(List<String> names, Supplier<Future<List<JsonObject>>> list, String key) {
        if (!console.standing().isLoggedIn()) {
            return Future.succeededFuture(names);
        }
        return list.get().otherwise(List.of()).map(entries -> {
            entries.forEach(entry -> names.add(entry.getString(key)));
            return names.stream().distinct().toList();
        });
    }

    private static Function<List<String>, List<String>> signed(String typed, String sign) {
        return names -> signed(names, typed, sign);
    }

    private static List<String> signed(List<String> names, String typed, String sign) {
        UnaryOperator<String> as = typed.startsWith(sign) ? name -> sign + name : UnaryOperator.identity();
        return names.stream().map(as).toList();
    }
}
