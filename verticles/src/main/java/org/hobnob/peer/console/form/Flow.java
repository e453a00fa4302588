package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Conversations;
import org.hobnob.peer.console.file.FileNews;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Marks;
import org.hobnob.peer.console.state.NewLines;
import org.hobnob.peer.console.state.Newcomers;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.protocol.message.value.UserName;

/**
 * The dialog with a person: menus, questions and conversations. Takes lines and supplies the prompt. Independent of
 * the terminal: output goes to the state's screen, requests go through the state's requests. Not thread-safe.
 */
public final class Flow implements Newcomers {
    static final Set<String> GO_BACK = Set.of("q", "quit");
    static final Set<String> HELP = Set.of("help", "/help", "?");
    private static final long LONG_MS = 500;
    /** The most pasted lines that are said without asking. */
    private static final int MOST_UNASKED = 20;

    private final Runnable changed;
    private final ConsoleState console;
    private final Commands commands;
    private final Clock clock;
    private final Forms forms;
    private final ArrivalForm arriving;
    private final Unheard unheard;
    private final Questions questions;
    private final Menus menus;
    /** Before that there is no menu to show: somebody may be being logged in by the profile's key. */
    private boolean begun;

    private boolean leaving;
    private boolean hinted;

    /** Runs work after a delay, on the same thread. */
    public interface Later {
        void run(long afterMs, Runnable work);
    }

    /**
     * @param clock tells the times of unread lines
     * @param changed called when the prompt changes without a line having been entered
     */
    public Flow(ConsoleState console, Commands commands, Clock clock, Later later, Runnable changed) {
        this.changed = changed;
        this.console = console;
        this.commands = commands;
        this.clock = clock;
        forms = new Forms(this, console, commands);
        arriving = new ArrivalForm(console, forms);
        unheard = new Unheard(this, console, commands);
        questions = new Questions(this, console, unheard);
        menus = new Menus(this, console, commands, forms, arriving);
        console.underWay().watch(sending -> later.run(LONG_MS, () -> countUntilDone(sending)), this::settle);
    }

    /**
     * Starts with the first menu, or with what is not known yet of somebody who arrives.
     *
     * @param lastUser whom to ask for the password at once, if nobody is logged in and nobody is named
     */
    public Future<Void> begin(Arrival arrival, Optional<UserName> lastUser) {
        begun = true;
        return handled(() -> arriving.begin(arrival, lastUser));
    }

    /** Handles one typed line; see {@link #entry}. */
    public Future<Void> line(String line) {
        return entry(Entry.typed(line));
    }

    /** Handles what was entered. Succeeds when the next prompt is known. */
    public Future<Void> entry(Entry entry) {
        return handled(() -> take(entry));
    }

    private Future<Void> handled(Supplier<Future<Void>> work) {
        return commands.shown(() ->
                        work.get().compose(done -> questions.isOpen() ? Future.succeededFuture() : arriving.goOn()))
                .map(done -> {
                    arrive();
                    return null;
                });
    }

    private Future<Void> take(Entry entry) {
        if (questions.isOpen()) {
            return questions.answer(entry);
        }
        if (entry.isSeveral()) {
            return several(entry.lines());
        }
        String text = entry.line().strip();
        if (text.isEmpty() && console.standing().offlineSince().isPresent()) {
            return commands.reconnect();
        }
        if (CommandTable.isCommand(entry)) {
            return command(text);
        }
        return console.conversations().current().isPresent() ? inConversation(entry) : menus.enter(text);
    }

    /** Several lines are text: they are said where the user is, whatever is in them. */
    private Future<Void> several(List<String> lines) {
        Optional<Conversation> here = console.conversations().current();
        if (here.isEmpty()) {
            return notHere(
                    lines, "several lines are text, and nobody hears it at a menu: /join a room first, or /msg NAME");
        }
        return lines.size() <= MOST_UNASKED
                ? say(lines)
                : confirm(
                        "Say these " + lines.size() + " lines to " + here.get().label() + "?", () -> say(lines));
    }

    /** Says the lines where the user is, as they are. */
    Future<Void> say(List<String> lines) {
        Future<Void> said = Future.succeededFuture();
        for (String line : lines) {
            said = line.isBlank() ? said : said.compose(before -> commands.say(line));
        }
        return said;
    }

    /** Offers text to whoever waits for it; tells what is wrong if nobody does. */
    Future<Void> notHere(List<String> lines, String why) {
        Optional<Conversation> listener = console.standing().isLoggedIn() ? unheard.listener() : Optional.empty();
        return listener.map(to -> unheard.offer(to, lines, Future::succeededFuture))
                .orElseGet(() -> again(why));
    }

    /**
     * The user pressed Ctrl-D on an empty line: goes back from a question, or asks whether to end. Where nobody answers, as
     * behind a terminal that is gone, the next one ends.
     */
    public Future<Void> endOfInput() {
        return commands.shown(() -> {
                    if (leaving || !console.standing().isLoggedIn() && !questions.isOpen()) {
                        return commands.quit();
                    }
                    return questions.isOpen() ? goBack() : leave();
                })
                .map(done -> {
                    arrive();
                    return null;
                });
    }

    /** Asks whether to end. */
    Future<Void> leave() {
        leaving = true;
        return confirm("End Hobnob and log out?", commands::quit);
    }

    /** Runs a command line; asks for required arguments that are missing. */
    Future<Void> command(String text) {
        CommandLine typed = CommandLine.of(text);
        Optional<Command> row = CommandTable.find(typed.command());
        if (row.isPresent() && forms.isWanted(row.get(), typed)) {
            return forms.complete(row.get(), typed);
        }
        boolean isMenu = row.filter(one -> one.name().equals("menu")).isPresent();
        if (menus.isBelowMain() || isMenu) {
            goBack();
        }
        if (isMenu) {
            menus.go(typed.rest());
        }
        return run(text);
    }

    /** Runs a command line as it is. */
    Future<Void> run(String text) {
        return commands.run(CommandLine.of(text));
    }

    private void countUntilDone(Future<?> work) {
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
        return raw ? commands.say(text) : commands.run(text);
    }

    /** Makes this the next question. */
    Future<Void> ask(String prompt, Function<String, Future<Void>> answer) {
        return questions.ask(Question.of(prompt, answer));
    }

    /** Makes this the next question, and hides what is typed. */
    Future<Void> askHidden(String prompt, Function<String, Future<Void>> answer) {
        return questions.ask(Question.of(prompt, answer).hiding());
    }

    Future<Void> ask(Question next) {
        return questions.ask(next);
    }

    /** Shows what is wrong with an answer; the question stays open. */
    Future<Void> again(String why) {
        return questions.again(why);
    }

    /** Asks a yes-or-no question to which no is the usual answer. */
    Future<Void> confirm(String what, Supplier<Future<Void>> work) {
        return questions.confirm(what, work);
    }

    /** Returns whether the command line lacks something that is to be asked for. */
    boolean isFormWanted(Command command, CommandLine typed) {
        return forms.isWanted(command, typed);
    }

    /** Ends the questions. */
    Future<Void> finish() {
        questions.end();
        leaving = false;
        menus.reset();
        return Future.succeededFuture();
    }

    /** Ends the questions and shows the menu again. */
    Future<Void> goBack() {
        menus.leave();
        return finish();
    }

    /** Shows where the user is now, if that has changed. */
    private void arrive() {
        if (questions.isOpen() || commands.isOver()) {
            return;
        }
        console.conversations().current().ifPresentOrElse(this::arrive, menus::arrive);
    }

    private void arrive(Conversation here) {
        menus.leave();
        Optional<Conversations.Arrival> arrival = console.conversations().takeArrival();
        commands.openings()
                .opened(here)
                .onComplete(done -> arrival.ifPresent(news -> NewLines.show(console, news, clock)));
        if (!hinted) {
            hinted = true;
            console.notice("You are talking " + (here.isRoom() ? "in " : "with ") + here.label()
                    + ". Type q to leave, or /menu for the menu.");
        }
    }

    /** Called after an event from outside, which may have led back to a menu: shows where the user is now. */
    public void settle() {
        if (!begun) {
            return;
        }
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
        if (questions.isOpen()) {
            return questions.prompt();
        }
        Optional<Conversation> here = console.conversations().current();
        String marks = FileNews.mark(console) + Marks.of(console);
        return here.map(one -> new Prompt(
                        marks + Marks.waiting(console) + one.label() + "> ", false, Prompt.Kind.CONVERSATION))
                .orElseGet(() -> new Prompt(marks + Marks.asking(console) + "Choice: ", false, Prompt.Kind.MENU));
    }
}
