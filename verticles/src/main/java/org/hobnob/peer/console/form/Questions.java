package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.YesNo;

/** The question that is open, if any, and what becomes of the lines that are entered at it. Not thread-safe. */
final class Questions {
    /** What one may want to see before one answers. */
    private static final Set<String> LOOKS = Set.of("who", "whois", "rooms", "names", "status", "queue");

    private final Flow flow;
    private final ConsoleState console;
    private final Unheard unheard;
    private Optional<Question> question = Optional.empty();
    /** How many waited to be heard when the question was asked. */
    private int waitingBefore;

    private boolean refused;
    private boolean toldQuit;

    Questions(Flow flow, ConsoleState console, Unheard unheard) {
        this.flow = flow;
        this.console = console;
        this.unheard = unheard;
    }

    boolean isOpen() {
        return question.isPresent();
    }

    /** Returns the prompt of the open question. */
    Prompt prompt() {
        return question.orElseThrow().shown();
    }

    void end() {
        question = Optional.empty();
    }

    Future<Void> ask(Question next) {
        if (!toldQuit) {
            toldQuit = true;
            console.notice("quit goes back from any question");
        }
        question = Optional.of(next);
        waitingBefore = unheard.waiting();
        return Future.succeededFuture();
    }

    /** Shows what is wrong with an answer; the question stays open. */
    Future<Void> again(String why) {
        console.error(why);
        refused = true;
        return Future.succeededFuture();
    }

    Future<Void> confirm(String what, Supplier<Future<Void>> work) {
        return ask(Question.of(what + " (y/n, Enter is n): ", text -> {
                    Optional<Boolean> yes = text.isEmpty() ? Optional.of(false) : YesNo.of(text);
                    if (yes.isEmpty()) {
                        return again("answer y or n; quit goes back");
                    }
                    flow.finish();
                    return yes.get() ? work.get() : Future.succeededFuture();
                })
                .onlyFresh());
    }

    /** Handles what was entered at the open question. */
    Future<Void> answer(Entry entry) {
        Question asked = question.orElseThrow();
        if (entry.isSeveral()) {
            return asked.several()
                    .map(lines -> lines.apply(entry.lines()))
                    .orElseGet(() -> severalAt(asked, entry.lines()));
        }
        String text = entry.line().strip();
        if (Flow.GO_BACK.contains(text.toLowerCase(Locale.ROOT))) {
            return flow.goBack();
        }
        if (!asked.hidden() && Flow.HELP.contains(text.toLowerCase(Locale.ROOT))) {
            console.notice(asked.help());
            return Future.succeededFuture();
        }
        if (!asked.hidden() && CommandTable.isCommand(new Entry(text, true))) {
            return commandAt(asked, CommandLine.of(text), text);
        }
        refused = false;
        return asked.answer().apply(asked.hidden() ? entry.line() : text).compose(done -> wasText(asked, text));
    }

    private Future<Void> severalAt(Question asked, List<String> lines) {
        String why =
                "these are " + lines.size() + " lines, and this is a question: answer it with one line. Nothing was"
                        + " done with them; quit goes back";
        Optional<Conversation> to = asked.hidden() || !console.standing().isLoggedIn()
                ? Optional.empty()
                : console.conversations().current().or(unheard::listener);
        return to.map(listener -> unheard.offer(listener, lines, () -> ask(asked)))
                .orElseGet(() -> again(why));
    }

    /** A line that answers nothing may be meant for who wrote while the question stood there. */
    private Future<Void> wasText(Question asked, String text) {
        boolean isNews = unheard.waiting() > waitingBefore && !asked.hidden();
        Optional<Conversation> to =
                refused && isNews && question.filter(asked::equals).isPresent() ? unheard.listener() : Optional.empty();
        return to.map(listener -> unheard.offer(listener, List.of(text), () -> ask(asked)))
                .orElseGet(Future::succeededFuture);
    }

    /** Commands that end the question are obeyed, and those that only show something; the question stays then. */
    private Future<Void> commandAt(Question asked, CommandLine typed, String text) {
        Command command = CommandTable.find(typed.command()).orElseThrow();
        if (command.name().equals("quit") || command.name().equals("menu")) {
            flow.goBack();
            return flow.command(text);
        }
        if (asked.several().isPresent()) {
            console.notice("not said");
            flow.goBack();
            return flow.command(text);
        }
        if (LOOKS.contains(command.name()) && !flow.isFormWanted(command, typed)) {
            return flow.run(text);
        }
        return again("that is a command, and this is a question: answer it, or quit goes back");
    }
}
