package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Unread;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.YesNo;

/**
 * Text that was entered where nobody hears it, at a menu or at a question, while somebody waits: it is offered to that
 * conversation. Not thread-safe.
 */
final class Unheard {
    private final Flow flow;
    private final ConsoleState console;
    private final Commands commands;

    Unheard(Flow flow, ConsoleState console, Commands commands) {
        this.flow = flow;
        this.console = console;
        this.commands = commands;
    }

    /** Returns how many messages and requests wait; it grows when somebody writes. */
    int waiting() {
        return console.chatRequests().waiting().size()
                + console.conversations().all().stream()
                        .flatMap(one -> console.conversations().unread(one).stream())
                        .mapToInt(Unread::shown)
                        .sum();
    }

    /** Returns who waits: who asks for a chat, who wrote last, or an open conversation. */
    Optional<Conversation> listener() {
        return console.chatRequests()
                .first()
                .map(Conversation::chat)
                .or(console.conversations()::heardLast)
                .or(console.conversations()::next);
    }

    /**
     * Asks whether to say the lines to whoever waits.
     *
     * @param no what happens if not; a question that was open may go on
     */
    Future<Void> offer(Conversation to, List<String> lines, Supplier<Future<Void>> no) {
        boolean asks = !to.isRoom() && console.chatRequests().find(to.name()).isPresent();
        String what = lines.size() == 1 ? "this" : "these " + lines.size() + " lines";
        String whom = to.isRoom() ? to.label() : to.name();
        String prompt = asks
                ? "Chat with " + whom + ", and say " + what + "? [y/N] "
                : "Say " + what + " to " + whom + "? [y/N] ";
        return flow.ask(Question.of(prompt, text -> {
                    Optional<Boolean> yes = text.isEmpty() ? Optional.of(false) : YesNo.of(text);
                    return yes.isEmpty() ? more(to, lines, List.of(text), no) : decided(to, lines, yes.get(), no);
                })
                .takingLines(further -> more(to, lines, further, no)));
    }

    /** What follows is more of the same text: nothing of it is lost. */
    private Future<Void> more(Conversation to, List<String> lines, List<String> further, Supplier<Future<Void>> no) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(further);
        return offer(to, List.copyOf(all), no);
    }

    private Future<Void> decided(Conversation to, List<String> lines, boolean yes, Supplier<Future<Void>> no) {
        flow.finish();
        if (!yes) {
            console.notice("not said");
            return no.get();
        }
        boolean asks = !to.isRoom() && console.chatRequests().find(to.name()).isPresent();
        Future<Void> there = asks ? commands.chats().answer(to.name(), true) : entered(to);
        return there.compose(done -> {
            // What is new there stands above the answer to it.
            flow.settle();
            return flow.say(lines);
        });
    }

    private Future<Void> entered(Conversation to) {
        console.conversations().enter(to);
        return Future.succeededFuture();
    }
}
