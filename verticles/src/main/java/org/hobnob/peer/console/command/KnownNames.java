package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.peer.console.state.ConsoleState;

/** Completions for the word being typed. */
public final class KnownNames {
    private final ConsoleState console;
    private final Commands commands;

    public KnownNames(ConsoleState console, Commands commands) {
        this.console = console;
        this.commands = commands;
    }

    /** Returns users as {@code @name} and rooms as {@code #name}, those of open conversations first. Never fails. */
    public Future<List<String>> all() {
        List<String> names = new ArrayList<>();
        console.conversations().all().forEach(one -> names.add(one.label()));
        console.chatRequests().waiting().forEach(user -> names.add("@" + user));
        if (!console.standing().isLoggedIn()) {
            return Future.succeededFuture(names);
        }
        return add(names, commands.lists().users(), "@", "user")
                .compose(done -> add(names, commands.lists().rooms(), "#", "room"))
                .map(done -> names.stream().distinct().toList());
    }

    private static Future<Void> add(List<String> names, Future<List<JsonObject>> list, String sign, String key) {
        return list.otherwise(List.of()).map(entries -> {
            entries.forEach(entry -> names.add(sign + entry.getString(key)));
            return null;
        });
    }
}
