package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;

/** The forms by the command that they end in. A command without one of its own is asked for argument by argument. */
final class Forms {
    private final ArgumentForm arguments;
    private final AccountForm account;
    /** For command lines that lack something. */
    private final Map<String, Function<CommandLine, Future<Void>>> typed;
    /** For entries of menus. */
    private final Map<String, Supplier<Future<Void>>> chosen;

    Forms(Flow flow, ConsoleState console, Commands commands) {
        arguments = new ArgumentForm(flow, console, commands);
        account = new AccountForm(flow, console, commands.accounts(), commands.lists());
        RoomForm room = new RoomForm(flow, console, commands);
        ChatForm chat = new ChatForm(flow, console, commands);
        Finder finder = new Finder(flow, console, commands.lists());
        TrustForm trust = new TrustForm(flow, commands.contactTrust());
        typed = Map.of(
                "signup", line -> account.signup(line.words(1)),
                "login", line -> account.login(line.words(2)),
                "passwd", line -> account.changePassword(line.words(1)),
                "create", line -> room.create(),
                "join", line -> room.join(line.words(1)),
                "chat", line -> chat.chat(),
                "whois", line -> finder.search(),
                "verify", line -> trust.compare());
        chosen = Map.ofEntries(
                Map.entry("who", finder::online),
                Map.entry("help", () -> flow.run("/help")),
                Map.entry("rooms", finder::rooms),
                Map.entry("switch", chat::change),
                Map.entry("accept", chat::answer),
                Map.entry("reject", chat::answer),
                Map.entry("ignore", chat::ignore),
                Map.entry("block", chat::block),
                Map.entry("names", room::names),
                Map.entry("leave", room::leave),
                Map.entry("kick", room::kick),
                Map.entry("topic", room::topic),
                Map.entry("invite", room::invite),
                Map.entry("ban", room::ban));
    }

    /** Returns whether the command line lacks something that is to be asked for. */
    boolean isWanted(Command row, CommandLine line) {
        int words = line.words(Math.max(1, row.mostWords())).size();
        // If the room or the login needs a password and the command has none, the form asks for it.
        return words < row.leastWords()
                || row.name().equals("join") && words == 1
                || row.name().equals("login") && line.words(2).get(1).equals(Commands.STAY);
    }

    /** Asks for what the command line lacks. */
    Future<Void> complete(Command row, CommandLine line) {
        return typed.containsKey(row.name())
                ? typed.get(row.name()).apply(line)
                : arguments.fill(row, line.words(Math.max(1, row.mostWords())), false);
    }

    /** Asks for all that the command of a menu's entry takes. */
    Future<Void> choose(Command row) {
        if (chosen.containsKey(row.name())) {
            return chosen.get(row.name()).get();
        }
        return typed.containsKey(row.name())
                ? typed.get(row.name()).apply(new CommandLine(row.name(), ""))
                : arguments.fill(row, List.of(), true);
    }

    /** Logs in as this user, or signs up if the name is free. */
    Future<Void> enter(UserName user) {
        return account.enter(user);
    }

    /** Signs up with this invitation. */
    void invited(InviteToken token) {
        account.invited(token);
    }

    /** Logs in as this user, who has been here before. */
    Future<Void> returns(UserName user) {
        return account.again(user);
    }

    /** Tells somebody whose account was just made where to go. */
    Future<Void> tellWhereToGo() {
        return account.tellWhereToGo();
    }

    /** Enters a room by its name, and asks for its password if it has one. */
    Future<Void> join(String room) {
        return typed.get("join").apply(new CommandLine("join", room));
    }
}
