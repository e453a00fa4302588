package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Marks;
import org.hobnob.peer.console.state.Newcomers;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.YesNo;

/**
 * The menus, the questions and the conversations as a person goes through them: takes lines, tells the prompt. Knows no
 * terminal; what it shows goes to the session's screen, what it asks to the session's requests. Not thread-safe.
 */
public final class Flow implements Newcomers {
    /** Their outcome is shown when it comes; the person goes on typing. */
    private static final Set<String> NOT_AWAITED = Set.of("say", "msg", "chat");

    private static final long LONG_MS = 500;

    private final Later later;
    private final Runnable changed;
    private final ConsoleState session;
    private final Commands commands;
    private final AccountForm accountForm;
    private final RoomForm roomForm;
    private final ChatForm chatForm;
    private final Finder finder;
    private final MenuBoard board;
    private final TrustForm trustForm;
    private final Map<String, Function<CommandLine, Future<Void>>> forms;
    private Optional<Question> question = Optional.empty();
    private boolean more;
    private boolean hinted;
    private boolean toldQuit;

    /** Runs something after a while, on the same thread. */
    public interface Later {
        void run(long afterMs, Runnable work);
    }

    /** @param changed told when the prompt became another without a line */
    public Flow(ConsoleState session, Commands commands, Later later, Runnable changed) {
        this.later = later;
        this.changed = changed;
        this.session = session;
        this.commands = commands;
        accountForm = new AccountForm(this, session, commands.accounts());
        roomForm = new RoomForm(this, session, commands);
        chatForm = new ChatForm(this, session, commands);
        finder = new Finder(this, session, commands.lists());
        board = new MenuBoard(session);
        trustForm = new TrustForm(this, commands.contactTrust());
        forms = Map.of(
                "signup", typed -> accountForm.signup(typed.words(1)),
                "login", typed -> accountForm.login(typed.words(1)),
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

    /** Begins with the first menu. */
    public void begin() {
        arrive();
    }

    /** Takes a line; done when the prompt for the next one is known. */
    public Future<Void> line(String line) {
        return commands.shown(() -> take(line)).map(done -> {
            arrive();
            return null;
        });
    }

    private Future<Void> take(String line) {
        String text = line.strip();
        if (question.isPresent()) {
            return answer(question.get(), line);
        }
        if (text.isEmpty() && session.standing().offlineSince().isPresent()) {
            return commands.reconnect();
        }
        if (text.startsWith("/") && !text.startsWith("//")) {
            return command(text);
        }
        return session.conversations().current().isPresent() ? inConversation(text) : inMenu(text);
    }

    private Future<Void> answer(Question asked, String line) {
        String text = line.strip();
        if (text.equalsIgnoreCase("quit")) {
            return goBack();
        }
        if (!asked.hidden() && CommandTable.find(CommandLine.of(text).command()).isPresent() && text.startsWith("/")) {
            session.error("that is a command, and this is a question: answer it, or quit goes back");
            return Future.succeededFuture();
        }
        return asked.answer().apply(asked.hidden() ? line : text);
    }

    /** Does what a command line says; asks for what it needs and does not name. */
    Future<Void> command(String text) {
        CommandLine typed = CommandLine.of(text);
        Optional<CommandTable.Command> row = CommandTable.find(typed.command());
        if (row.isPresent() && wantsForm(row.get(), typed)) {
            return forms.get(row.get().name()).apply(typed);
        }
        if (more || row.filter(one -> one.name().equals("menu")).isPresent()) {
            goBack();
        }
        Future<Void> work = commands.run(typed);
        return row.filter(one -> NOT_AWAITED.contains(one.name())).isPresent()
                ? notAwaited(work, !typed.command().equals("chat"))
                : work;
    }

    private boolean wantsForm(CommandTable.Command row, CommandLine typed) {
        int words = typed.words(Math.max(1, row.mostWords())).size();
        // A room without a password in the command may turn out to want one.
        boolean incomplete = words < row.leastWords() || row.name().equals("join") && words == 1;
        return incomplete && forms.containsKey(row.name());
    }

    /**
     * Lets the person go on while something is under way.
     *
     * @param message whether it is counted in the prompt when it takes long
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
            session.standing().sendingLong();
            changed.run();
            work.onComplete(done -> {
                session.standing().sentAtLast();
                changed.run();
            });
        }
    }

    private Future<Void> inConversation(String text) {
        Conversation here = session.conversations().current().orElseThrow();
        if (text.equalsIgnoreCase("q")) {
            return here.isRoom()
                    ? commands.rooms().leave(here.name())
                    : commands.chats().end(here.name());
        }
        return notAwaited(commands.run(text), true);
    }

    private Future<Void> inMenu(String text) {
        Optional<String> asking = session.chatRequests().first();
        if (text.isEmpty()) {
            board.leave();
        } else if (asking.isPresent() && YesNo.of(text).isPresent()) {
            return commands.chats().answer(asking.get(), YesNo.of(text).get());
        } else if (menu().entry(text).isPresent()) {
            return menu().entry(text).get().choose().apply(this);
        } else if (session.standing().isLoggedIn() && text.startsWith("#") && text.length() > 1) {
            return roomForm.join(text);
        } else if (more && text.equalsIgnoreCase("quit")) {
            more = false;
            board.leave();
        } else {
            session.error("choose 1 to " + menu().entries().size() + " (Enter shows them), or type a command such as "
                    + (session.standing().isLoggedIn() ? "/who" : "/help"));
        }
        return Future.succeededFuture();
    }

    /** Goes to the second menu. */
    Future<Void> more() {
        more = true;
        board.leave();
        return Future.succeededFuture();
    }

    /** Asks next. */
    Future<Void> ask(String prompt, Function<String, Future<Void>> answer) {
        return ask(new Question(prompt, false, answer));
    }

    /** Asks next, for what must not be seen. */
    Future<Void> askHidden(String prompt, Function<String, Future<Void>> answer) {
        return ask(new Question(prompt, true, answer));
    }

    private Future<Void> ask(Question next) {
        if (!toldQuit) {
            toldQuit = true;
            session.notice("quit goes back from any question");
        }
        question = Optional.of(next);
        return Future.succeededFuture();
    }

    /** Says what is wrong with an answer; the question stays. */
    Future<Void> again(String why) {
        session.error(why);
        return Future.succeededFuture();
    }

    /** No question follows. */
    Future<Void> finish() {
        question = Optional.empty();
        more = false;
        return Future.succeededFuture();
    }

    /** No question follows, and the menu is shown again. */
    Future<Void> goBack() {
        board.leave();
        return finish();
    }

    private Menu menu() {
        if (!session.standing().isLoggedIn()) {
            return Menu.WELCOME;
        }
        return more ? Menu.MORE : Menu.MAIN;
    }

    /** Tells where the person is now, where that is news. */
    private void arrive() {
        if (question.isPresent()) {
            return;
        }
        session.conversations().current().ifPresentOrElse(this::arrive, () -> board.at(menu()));
    }

    private void arrive(Conversation here) {
        board.leave();
        if (!hinted) {
            hinted = true;
            session.notice("You are talking " + (here.isRoom() ? "in " : "with ") + here.label()
                    + ". Type q to leave, or /menu for the menu.");
        }
    }

    /** What happens of itself may lead back to a menu. */
    public void settle() {
        arrive();
        changed.run();
    }

    @Override
    public void chatRequested(String user) {
        if (!session.chatRequests().add(user)) {
            session.notice(user + " asks for a chat; too many ask already");
            return;
        }
        session.notice(user + " asks for a one-to-one chat: /accept " + user + " or /reject " + user);
    }

    @Override
    public void reached(String room, String user) {
        // What is said tells how many it reached; a line for every member would only scroll by.
    }

    @Override
    public void sessionOver() {
        goBack();
    }

    /** What the person is asked for now. */
    public Prompt prompt() {
        if (question.isPresent()) {
            return new Prompt(question.get().prompt(), question.get().hidden(), Prompt.Kind.QUESTION);
        }
        Optional<Conversation> here = session.conversations().current();
        String marks = Marks.of(session);
        return here.map(one -> new Prompt(
                        marks + Marks.waiting(session) + one.label() + "> ", false, Prompt.Kind.CONVERSATION))
                .orElseGet(() -> new Prompt(marks + Marks.asking(session) + "Choice: ", false, Prompt.Kind.MENU));
    }
}
