package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Marks;
import org.hobnob.peer.console.state.Newcomers;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;

/**
 * The dialog with a person: menus, questions and conversations. Takes lines and supplies the prompt. Independent of
 * the terminal: output goes to the state's screen, requests go through the state's requests. Not thread-safe.
 */
public final class Flow implements Newcomers {
    private static final long LONG_MS = 500;
    /** The most pasted lines that are said without asking. */
    private static final int MOST_UNASKED = 20;

    private final Later later;
    private final Runnable changed;
    private final ConsoleState console;
    private final Commands commands;
    private final AccountForm accountForm;
    private final RoomForm roomForm;
    private final ChatForm chatForm;
    private final Finder finder;
    private final MenuBoard board;
    private final TrustForm trustForm;
    private final Map<String, Function<CommandLine, Future<Void>>> forms;
    private Optional<Question> question = Optional.empty();
    private Optional<RoomName> room = Optional.empty();
    private boolean more;
    private boolean hinted;
    private boolean toldQuit;

    /** Runs work after a delay, on the same thread. */
    public interface Later {
        void run(long afterMs, Runnable work);
    }

    /** @param changed called when the prompt changes without a line having been entered */
    public Flow(ConsoleState console, Commands commands, Later later, Runnable changed) {
        this.later = later;
        this.changed = changed;
        this.console = console;
        this.commands = commands;
        accountForm = new AccountForm(this, console, commands.accounts());
        roomForm = new RoomForm(this, console, commands);
        chatForm = new ChatForm(this, console, commands);
        finder = new Finder(this, console, commands.lists());
        board = new MenuBoard(console);
        trustForm = new TrustForm(this, commands.contactTrust());
        forms = Map.of(
                "signup", typed -> accountForm.signup(typed.words(1)),
                "login", typed -> accountForm.login(typed.words(2)),
                "passwd", typed -> accountForm.changePassword(typed.words(1)),
                "create", typed -> roomForm.create(),
                "join", typed -> roomForm.join(typed.words(1)),
                "chat", typed -> chatForm.chat(),
                "msg", typed -> chatForm.chat(typed.words(1)),
                "whois", typed -> finder.search(),
                "verify", typed -> trustForm.compare());
    }

    AccountForm accountForm() {
        return accountForm;
    }

    RoomForm roomForm() {
        return roomForm;
    }

    ChatForm chatForm() {
        return chatForm;
    }

    Finder finder() {
        return finder;
    }

    TrustForm trustForm() {
        return trustForm;
    }

    /**
     * Starts with the first menu, or with what the arrival already says.
     *
     * @param lastUser whom to ask for the password at once, if nobody is logged in
     */
    public Future<Void> begin(Arrival arrival, Optional<UserName> lastUser) {
        room = arrival.room();
        Optional<Future<Void>> asked = console.standing().isLoggedIn()
                ? Optional.empty()
                : arrival.name().map(accountForm::enter).or(() -> lastUser.map(accountForm::again));
        return commands.shown(() -> asked.orElseGet(Future::succeededFuture).compose(done -> enterRoom()))
                .map(done -> {
                    arrive();
                    return null;
                });
    }

    /** Enters the room that the user came for, once somebody is logged in. */
    private Future<Void> enterRoom() {
        if (room.isEmpty() || question.isPresent() || !console.standing().isLoggedIn()) {
            return Future.succeededFuture();
        }
        RoomName wanted = room.get();
        room = Optional.empty();
        return roomForm.join(wanted.shown());
    }

    /** Handles one typed line; see {@link #entry}. */
    public Future<Void> line(String line) {
        return entry(Entry.typed(line));
    }

    /** Handles what was entered. Succeeds when the next prompt is known. */
    public Future<Void> entry(Entry entry) {
        return commands.shown(() -> take(entry).compose(done -> enterRoom())).map(done -> {
            arrive();
            return null;
        });
    }

    private Future<Void> take(Entry entry) {
        if (question.isPresent()) {
            return answer(question.get(), entry);
        }
        if (entry.isSeveral()) {
            return several(entry.lines());
        }
        String text = entry.line().strip();
        if (text.isEmpty() && console.standing().offlineSince().isPresent()) {
            return commands.reconnect();
        }
        if (isCommand(text, entry.pasted())) {
            return command(text);
        }
        return console.conversations().current().isPresent() ? inConversation(entry) : inMenu(text);
    }

    /** A pasted line that begins with a slash is text unless there is such a command. */
    private static boolean isCommand(String text, boolean pasted) {
        return CommandLine.isCommand(text)
                && (!pasted || CommandTable.find(CommandLine.of(text).command()).isPresent());
    }

    /** Several lines are text: they are said where the user is, whatever is in them. */
    private Future<Void> several(List<String> lines) {
        Optional<Conversation> here = console.conversations().current();
        if (here.isEmpty()) {
            return again("several lines are text, and you are at a menu: go to a conversation first, /next or /join");
        }
        return lines.size() <= MOST_UNASKED
                ? say(lines)
                : confirm(
                        "Say these " + lines.size() + " lines to " + here.get().label() + "?", () -> say(lines));
    }

    private Future<Void> say(List<String> lines) {
        lines.stream().filter(line -> !line.isBlank()).forEach(line -> notAwaited(commands.say(line), true));
        return Future.succeededFuture();
    }

    private Future<Void> confirm(String what, Supplier<Future<Void>> work) {
        return ask(what + " (y/n, Enter is n): ", text -> {
            Optional<Boolean> yes = text.isEmpty() ? Optional.of(false) : YesNo.of(text);
            if (yes.isEmpty()) {
                return again("answer y or n; quit goes back");
            }
            finish();
            return yes.get() ? work.get() : Future.succeededFuture();
        });
    }

    private Future<Void> answer(Question asked, Entry entry) {
        if (entry.isSeveral()) {
            return again(
                    "these are " + entry.lines().size() + " lines, and this is a question: answer it with one line."
                            + " Nothing was done with them; quit goes back");
        }
        String line = entry.line();
        String text = line.strip();
        if (text.equalsIgnoreCase("quit")) {
            return goBack();
        }
        if (!asked.hidden() && CommandTable.find(CommandLine.of(text).command()).isPresent() && text.startsWith("/")) {
            console.error("that is a command, and this is a question: answer it, or quit goes back");
            return Future.succeededFuture();
        }
        return asked.answer().apply(asked.hidden() ? line : text);
    }

    /** Runs a command line; asks for required arguments that are missing. */
    Future<Void> command(String text) {
        CommandLine typed = CommandLine.of(text);
        Optional<Command> row = CommandTable.find(typed.command());
        if (row.isPresent() && wantsForm(row.get(), typed)) {
            return forms.get(row.get().name()).apply(typed);
        }
        if (more || row.filter(one -> one.name().equals("menu")).isPresent()) {
            goBack();
        }
        Future<Void> work = commands.run(typed);
        return row.filter(one -> !one.waits()).isPresent()
                ? notAwaited(work, !typed.command().equals("chat"))
                : work;
    }

    private boolean wantsForm(Command row, CommandLine typed) {
        int words = typed.words(Math.max(1, row.mostWords())).size();
        // If the room or the login needs a password and the command has none, the form asks for it.
        boolean incomplete = words < row.leastWords()
                || row.name().equals("join") && words == 1
                || row.name().equals("login") && typed.words(2).get(1).equals(Commands.STAY);
        return incomplete && forms.containsKey(row.name());
    }

    /**
     * Lets the user go on typing while work is in progress.
     *
     * @param message whether to count it in the prompt if it takes long
     */
    Future<Void> notAwaited(Future<Void> work, boolean message) {
        if (message) {
            later.run(LONG_MS, () -> countUntilDone(work));
        }
        work.onComplete(done -> settle());
        return Future.succeededFuture();
    }

    private void countUntilDone(Future<Void> work) {
        if (!work.isComplete()) {
            console.standing().sendingLong();
            changed.run();
            work.onComplete(done -> {
                console.standing().sentAtLast();
                changed.run();
            });
        }
    }

    private Future<Void> inConversation(Entry entry) {
        String text = entry.line().strip();
        Conversation here = console.conversations().current().orElseThrow();
        if (text.equalsIgnoreCase("q")) {
            return here.isRoom()
                    ? commands.rooms().leave(here.name())
                    : commands.chats().end(here.name());
        }
        boolean raw = entry.pasted() && !text.startsWith("//");
        return notAwaited(raw ? commands.say(text) : commands.run(text), true);
    }

    private Future<Void> inMenu(String text) {
        Optional<String> asking = console.chatRequests().first();
        if (text.isEmpty()) {
            board.leave();
        } else if (asking.isPresent() && YesNo.of(text).isPresent()) {
            return commands.chats().answer(asking.get(), YesNo.of(text).get());
        } else if (menu().entry(text).isPresent()) {
            return menu().entry(text).get().choose().apply(this);
        } else if (console.standing().isLoggedIn() && text.startsWith("#") && text.length() > 1) {
            return roomForm.join(text);
        } else if (isName(text)) {
            return accountForm.enter(new UserName(text));
        } else if (more && text.equalsIgnoreCase("quit")) {
            more = false;
            board.leave();
        } else {
            console.error("choose 1 to " + menu().entries().size() + " (Enter shows them), or type a command such as "
                    + (console.standing().isLoggedIn() ? "/who" : "/help"));
        }
        return Future.succeededFuture();
    }

    /** At the first menu a name is an answer too; the name of a command was meant as one. */
    private boolean isName(String text) {
        return !console.standing().isLoggedIn()
                && UserName.of(text).isPresent()
                && CommandTable.find(text.toLowerCase(Locale.ROOT)).isEmpty();
    }

    /** Goes to the second menu. */
    Future<Void> more() {
        more = true;
        board.leave();
        return Future.succeededFuture();
    }

    /** Makes this the next question. */
    Future<Void> ask(String prompt, Function<String, Future<Void>> answer) {
        return ask(new Question(prompt, false, answer));
    }

    /** Makes this the next question, and hides what is typed. */
    Future<Void> askHidden(String prompt, Function<String, Future<Void>> answer) {
        return ask(new Question(prompt, true, answer));
    }

    private Future<Void> ask(Question next) {
        if (!toldQuit) {
            toldQuit = true;
            console.notice("quit goes back from any question");
        }
        question = Optional.of(next);
        return Future.succeededFuture();
    }

    /** Shows what is wrong with an answer; the question stays open. */
    Future<Void> again(String why) {
        console.error(why);
        return Future.succeededFuture();
    }

    /** Ends the questions. */
    Future<Void> finish() {
        question = Optional.empty();
        more = false;
        return Future.succeededFuture();
    }

    /** Ends the questions and shows the menu again. */
    Future<Void> goBack() {
        board.leave();
        return finish();
    }

    private Menu menu() {
        if (!console.standing().isLoggedIn()) {
            return Menu.WELCOME;
        }
        return more ? Menu.MORE : Menu.MAIN;
    }

    /** Shows where the user is now, if that has changed. */
    private void arrive() {
        if (question.isPresent()) {
            return;
        }
        console.conversations().current().ifPresentOrElse(this::arrive, () -> board.at(menu()));
    }

    private void arrive(Conversation here) {
        board.leave();
        if (!hinted) {
            hinted = true;
            console.notice("You are talking " + (here.isRoom() ? "in " : "with ") + here.label()
                    + ". Type q to leave, or /menu for the menu.");
        }
    }

    /** Called after an event from outside, which may have led back to a menu: shows where the user is now. */
    public void settle() {
        arrive();
        changed.run();
    }

    @Override
    public void chatRequested(String user, boolean isTold) {
        if (!console.chatRequests().add(user)) {
            if (isTold) {
                console.notice(user + " asks for a chat; too many ask already");
            }
            return;
        }
        if (isTold) {
            console.notice(user + " asks for a one-to-one chat: /accept " + user + " or /reject " + user);
        }
    }

    @Override
    public void reached(String room, String user) {
        // The result of each message says how many members it reached, so a line per member is not needed.
    }

    @Override
    public void sessionOver() {
        goBack();
    }

    /** Returns the current prompt. */
    public Prompt prompt() {
        if (question.isPresent()) {
            return new Prompt(question.get().prompt(), question.get().hidden(), Prompt.Kind.QUESTION);
        }
        Optional<Conversation> here = console.conversations().current();
        String marks = Marks.of(console);
        return here.map(one -> new Prompt(
                        marks + Marks.waiting(console) + one.label() + "> ", false, Prompt.Kind.CONVERSATION))
                .orElseGet(() -> new Prompt(marks + Marks.asking(console) + "Choice: ", false, Prompt.Kind.MENU));
    }
}
