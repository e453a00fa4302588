package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.text.NearestWord;

/** The commands, one per row: names, arguments and action. */
public final class CommandTable {
    /**
     * One command.
     *
     * @param names the command's name, followed by its aliases
     * @param mostWords the most arguments; the last one takes the rest of the line
     */
    public record Command(
            List<String> names,
            String usage,
            String summary,
            int leastWords,
            int mostWords,
            BiFunction<Commands, List<String>, Future<Void>> run) {
        public String name() {
            return names.get(0);
        }

        String usageLine() {
            return ("/" + name() + " " + usage).strip();
        }

        /** @param aliases whether to list the aliases too */
        String helpLine(boolean aliases) {
            String others = names.stream().skip(1).map(alias -> " /" + alias).collect(Collectors.joining());
            String also = aliases && !others.isEmpty() ? "; also" + others : "";
            return String.format("  /%-10s %-44s %s%s", name(), usage, summary, also);
        }
    }

    public static final List<Command> ROWS = List.of(
            row("signup", "NAME PASSWORD", "make an account", 2, 2, Commands::signup),
            row(
                    "login",
                    "NAME PASSWORD [stay]",
                    "log in; stay: this profile's key does it next time",
                    2,
                    2,
                    Commands::login),
            row("who", "", "list who is online", 0, 0, (own, words) -> own.who()),
            row("whois", "NAME", "tell where a user is", 1, 1, (own, words) -> own.whois(words.get(0))),
            row(
                    "create",
                    "ROOM [sealed|open] [SIZE [PASSWORD [TITLE]]]",
                    "make a room; - for no password",
                    1,
                    2,
                    Commands::create),
            row("rooms list", "", "list rooms", 0, 0, (own, words) -> own.roomList()),
            row(
                    "join",
                    "ROOM [sealed|open] [PASSWORD]",
                    "enter a room, only if it is of that kind",
                    1,
                    2,
                    Commands::join),
            row("leave part", "[ROOM]", "leave a room", 0, 1, Commands::leave),
            row("kick", "NAME [ROOM]", "remove a member from a room that you are host of", 1, 2, Commands::kick),
            row(
                    "ban",
                    "NAME [ROOM]",
                    "keep a user out of a room that you are host of",
                    1,
                    2,
                    (own, words) -> own.about(words, own.hosting()::ban)),
            row(
                    "unban",
                    "NAME [ROOM]",
                    "let a banned user in again",
                    1,
                    2,
                    (own, words) -> own.about(words, own.hosting()::unban)),
            row("bans", "[ROOM]", "list who is banned from a room that you are host of", 0, 1, Commands::bans),
            row(
                    "invite",
                    "NAME [ROOM]",
                    "invite a user, who then needs no password",
                    1,
                    2,
                    (own, words) -> own.about(words, own.hosting()::invite)),
            row("topic", "[#ROOM] [TEXT]", "tell or set what a room is about; - for nothing", 0, 1, Commands::topic),
            row(
                    "room",
                    "standing on|off, or post all|hosts [ROOM]",
                    "keep an empty room; say who may speak",
                    2,
                    3,
                    Commands::set),
            row("names", "[ROOM]", "list a room's members", 0, 1, Commands::names),
            row(
                    "msg dm query",
                    "NAME TEXT",
                    "say something to one user",
                    2,
                    2,
                    (own, words) -> own.speech().say(Typed.user(words.get(0), Reason.NO_SUCH_USER), words.get(1))),
            row(
                    "chat",
                    "NAME",
                    "ask a user for a one-to-one chat",
                    1,
                    1,
                    (own, words) -> own.chats().request(Typed.user(words.get(0), Reason.NO_SUCH_USER))),
            row(
                    "accept",
                    "[NAME]",
                    "take a chat that somebody asks for",
                    0,
                    1,
                    (own, words) -> own.answer(words, true)),
            row("reject", "[NAME]", "refuse a chat", 0, 1, (own, words) -> own.answer(words, false)),
            row("close", "[NAME]", "end a one-to-one chat", 0, 1, Commands::close),
            row(
                    "verify",
                    "NAME [yes]",
                    "compare a user's key with the user, so that nobody is in between",
                    1,
                    2,
                    (own, words) -> own.verify(words)),
            row("trust", "NAME [yes]", "accept a user's key that has changed", 1, 2, (own, words) -> own.trust(words)),
            row(
                    "ignore",
                    "[NAME]",
                    "hide a user's lines; list whose are hidden",
                    0,
                    1,
                    (own, words) -> own.ignoring().ignore(words)),
            row(
                    "unignore",
                    "NAME",
                    "show a user's lines again",
                    1,
                    1,
                    (own, words) -> own.ignoring().unignore(words.get(0))),
            row(
                    "block",
                    "[NAME]",
                    "hide a user's lines, refuse chats and messages; list",
                    0,
                    1,
                    (own, words) -> own.ignoring().block(words)),
            row(
                    "unblock",
                    "NAME",
                    "take a blocked user's chats and messages again",
                    1,
                    1,
                    (own, words) -> own.ignoring().unblock(words.get(0))),
            row(
                    "say",
                    "TEXT",
                    "say something where you last were",
                    1,
                    1,
                    (own, words) -> own.speech().say(words.get(0))),
            row(
                    "me",
                    "TEXT",
                    "tell what you do, as in * dana waves",
                    1,
                    1,
                    (own, words) -> own.speech().act(words.get(0))),
            row(
                    "reply re",
                    "[^NUMBER] TEXT",
                    "answer the last message here; ^2 the one before it",
                    1,
                    1,
                    (own, words) -> own.speech().reply(words.get(0))),
            row("switch", "[ROOM|NAME|NUMBER]", "go to another conversation; list them", 0, 1, Commands::change),
            row("next", "", "go to the next conversation, unread ones first", 0, 0, (own, words) -> own.next()),
            row("menu", "", "go to the menu; conversations stay open", 0, 0, (own, words) -> own.menu()),
            row(
                    "queue",
                    "",
                    "list what waits to be sent",
                    0,
                    0,
                    (own, words) -> own.outbox().list()),
            row(
                    "cancel",
                    "NAME",
                    "drop what waits to be sent to a user",
                    1,
                    1,
                    (own, words) -> own.outbox().cancel(Typed.user(words.get(0), Reason.NO_SUCH_USER))),
            row(
                    "away",
                    "[TEXT]",
                    "tell others that you are away",
                    0,
                    1,
                    (own, words) -> own.accounts().away(words.isEmpty() ? "" : words.get(0))),
            row(
                    "back",
                    "",
                    "tell others that you are here again",
                    0,
                    0,
                    (own, words) -> own.accounts().back()),
            row("status", "", "tell how things stand", 0, 0, (own, words) -> own.status()),
            row(
                    "reconnect",
                    "",
                    "try a lost registry at once (or Enter on an empty line)",
                    0,
                    0,
                    (own, words) -> own.reconnect()),
            row(
                    "set",
                    "[SETTING [VALUE]]",
                    "list the settings; tell or change one; - for its default",
                    0,
                    2,
                    (own, words) -> own.settings().set(words)),
            row("clear", "", "clear the screen", 0, 0, (own, words) -> own.clear()),
            row("logout", "[all]", "log out; all: wherever you are logged in", 0, 1, Commands::logout),
            row(
                    "passwd",
                    "OLD NEW [original]",
                    "change the password; original: for original clients too",
                    2,
                    3,
                    Commands::passwd),
            row("sessions", "", "list where you are logged in", 0, 0, (own, words) -> own.sessions()),
            row("help", "[COMMAND]", "list the commands", 0, 1, Commands::help),
            row("quit exit", "", "log out and end", 0, 0, (own, words) -> own.quit()));

    private CommandTable() {}

    private static Command row(
            String names,
            String usage,
            String summary,
            int leastWords,
            int mostWords,
            BiFunction<Commands, List<String>, Future<Void>> run) {
        return new Command(List.of(names.split(" ")), usage, summary, leastWords, mostWords, run);
    }

    public static Optional<Command> find(String name) {
        return ROWS.stream().filter(row -> row.names().contains(name)).findFirst();
    }

    /** Returns the hint that follows "unknown command". */
    static String unknown(String typed) {
        return NearestWord.of(typed, allNames())
                .map(name -> "; did you mean /" + name + "?")
                .orElse("; /help lists them");
    }

    /** Returns the names of all commands, including aliases. */
    public static List<String> allNames() {
        return ROWS.stream().flatMap(row -> row.names().stream()).toList();
    }
}
