package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Latest;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Views;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.message.Reason;

/** The commands that go from one conversation to another. */
final class ConversationCommands {
    private static final String[] LEVELS = {"all", "mentions", "none", "-"};

    static final List<Command> ROWS = List.of(
            row("switch")
                    .takes("[ROOM|NAME|NUMBER|+|-]", 0, 1, Argument.CONVERSATION.or("+", "-"))
                    .does("go to another conversation; list them")
                    .explained("+ is the next in the list, also Ctrl-N; - the one before, also Ctrl-P.")
                    .example("/switch lab3")
                    .runs(ConversationCommands::change),
            row("next")
                    .does("go to the next conversation, unread ones first")
                    .explained(
                            "Private lines and mentions come before others, muted conversations last. So does Alt-A.")
                    .example("/next")
                    .runs((own, words) -> next(own.console())),
            row("last")
                    .takes("[NUMBER]", 0, 1, Argument.TEXT)
                    .does("show the newest lines of this conversation again")
                    .explained("Ten if no number is given, at most " + Latest.MOST + "; yours are among them.")
                    .example("/last 5")
                    .runs(ConversationCommands::last),
            row("notify")
                    .takes(
                            "[ROOM|NAME] [all|mentions|none|-]",
                            0,
                            2,
                            Argument.CONVERSATION.or(LEVELS),
                            Argument.oneOf(LEVELS))
                    .does("say which lines of it are shown while you are elsewhere; list")
                    .explained(
                            "mentions: only lines with your name or a keyword; none: none. What is not shown counts, and is"
                                    + " shown when you go there.",
                            "- is what rooms usually have: /set notify")
                    .example("/notify #lab3 mentions")
                    .setting(PeerKey.NOTIFY.key())
                    .runs((own, words) -> own.notices().notify(words)),
            row("mute")
                    .takes("[ROOM|NAME]", 0, 1, Argument.CONVERSATION)
                    .does("show nothing of it while you are elsewhere, only count")
                    .explained("The same as /notify NAME none.")
                    .example("/mute #lab3")
                    .runs((own, words) -> own.notices().mute(words)),
            row("unmute")
                    .takes("[ROOM|NAME]", 0, 1, Argument.CONVERSATION)
                    .does("show its lines again while you are elsewhere")
                    .explained("The same as /notify NAME -.")
                    .example("/unmute #lab3")
                    .runs((own, words) -> own.notices().unmute(words)),
            row("menu")
                    .takes(
                            "[TOPIC]",
                            0,
                            1,
                            Argument.oneOf(
                                    "more",
                                    "talking",
                                    "conversations",
                                    "rooms",
                                    "hosting",
                                    "people",
                                    "account",
                                    "program"))
                    .does("go to the menu; conversations stay open")
                    .example("/menu")
                    .runs((own, words) -> {
                        own.console().conversations().step();
                        return Future.succeededFuture();
                    }));

    private ConversationCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.CONVERSATIONS, names);
    }

    private static Future<Void> change(Commands own, List<String> words) {
        ConsoleState console = own.console();
        if (words.isEmpty()) {
            Views.conversations(console);
            return Future.succeededFuture();
        }
        if (words.get(0).startsWith("@")) {
            return own.chats().go(Typed.user(words.get(0), Reason.NO_SUCH_USER));
        }
        console.conversations()
                .find(words.get(0))
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("there is no such conversation; /switch lists them"));
        return Future.succeededFuture();
    }

    private static Future<Void> last(Commands own, List<String> words) {
        ConsoleState console = own.console();
        String number = words.isEmpty() ? "10" : words.get(0);
        if (!number.matches("[1-9][0-9]{0,2}")) {
            console.error("say how many lines, 1 to " + Latest.MOST);
        } else if (console.conversations().current().isEmpty()) {
            console.error("you are at a menu; go to a conversation first: /switch lists them");
        } else {
            Conversation here = console.conversations().current().get();
            List<ChatLine> lines = console.latest().of(here, Integer.parseInt(number));
            lines.forEach(console.screen()::chat);
            console.notice(
                    lines.isEmpty()
                            ? "nobody has said anything in " + here.label() + " yet"
                            : "these were the newest lines");
        }
        return Future.succeededFuture();
    }

    private static Future<Void> next(ConsoleState console) {
        console.conversations()
                .next()
                .ifPresentOrElse(
                        one -> console.conversations().enter(one),
                        () -> console.error("no conversation is open; /join or /chat begins one"));
        return Future.succeededFuture();
    }
}
