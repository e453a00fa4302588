package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.Role;

/** A numbered menu. Labels and their order are those of the original programs. */
enum Menu {
    WELCOME(
            "Welcome!",
            List.of(
                    new Entry("Signup", "/signup", flow -> flow.accountForm().signup()),
                    new Entry("Login", "/login", flow -> flow.accountForm().login()),
                    new Entry("Exit", "/quit", flow -> flow.command("/quit")))),
    MAIN(
            "Main Menu",
            List.of(
                    new Entry("Find Online Users", "/who", flow -> flow.finder().online()),
                    new Entry("Search User", "/whois", flow -> flow.finder().search()),
                    new Entry(
                            "Create a Chat Room",
                            "/create",
                            flow -> flow.roomForm().create()),
                    new Entry("Find Chat Rooms", "/rooms", flow -> flow.finder().rooms()),
                    new Entry(
                            "Join a Chat Room", "/join", flow -> flow.roomForm().join()),
                    new Entry(
                            "One to One chat", "/chat", flow -> flow.chatForm().chat()),
                    new Entry("Logout", "/logout", flow -> flow.command("/logout")),
                    new Entry("More …", "/help", Flow::more))),
    MORE(
            "More",
            List.of(
                    new Entry(
                            "Go to a conversation",
                            "/switch",
                            flow -> flow.chatForm().change()),
                    new Entry(
                            "Members of a room",
                            "/names",
                            flow -> flow.roomForm().names()),
                    new Entry("Leave a room", "/leave", flow -> flow.roomForm().leave()),
                    new Entry(
                            "Answer who asks for a chat",
                            "/accept",
                            flow -> flow.chatForm().answer()),
                    new Entry("How things stand", "/status", flow -> flow.command("/status")),
                    new Entry("All commands", "/help", flow -> flow.command("/help")),
                    new Entry("Exit", "/quit", flow -> flow.command("/quit")),
                    new Entry(
                            "Remove a member", "/kick", flow -> flow.roomForm().kick()),
                    new Entry(
                            "Compare keys with a user",
                            "/verify",
                            flow -> flow.trustForm().compare()),
                    new Entry(
                            "Set a room's topic",
                            "/topic",
                            flow -> flow.roomForm().topic()),
                    new Entry(
                            "Invite a user to a room",
                            "/invite",
                            flow -> flow.roomForm().invite()),
                    new Entry(
                            "Ban a user from a room",
                            "/ban",
                            flow -> flow.roomForm().ban()),
                    new Entry(
                            "Change the password",
                            "/passwd",
                            flow -> flow.accountForm().changePassword(List.of())),
                    new Entry("Where you are logged in", "/sessions", flow -> flow.command("/sessions")),
                    new Entry("Log out everywhere", "/logout all", flow -> flow.command("/logout all")),
                    new Entry(
                            "Ignore a user", "/ignore", flow -> flow.chatForm().ignore()),
                    new Entry("Block a user", "/block", flow -> flow.chatForm().block()),
                    new Entry("Link for others to join", "/link", flow -> flow.command("/link")),
                    new Entry("Back to the Main Menu", "/menu", flow -> flow.command("/menu"))));

    /**
     * One line of a menu.
     *
     * @param command the command that does the same
     */
    record Entry(String label, String command, Function<Flow, Future<Void>> choose) {}

    private final String title;
    private final List<Entry> entries;

    Menu(String title, List<Entry> entries) {
        this.title = title;
        this.entries = entries;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Returns the entry with this number, counted from 1. */
    Optional<Entry> entry(String number) {
        return number.matches("[1-9][0-9]?") && Integer.parseInt(number) <= entries.size()
                ? Optional.of(entries.get(Integer.parseInt(number) - 1))
                : Optional.empty();
    }

    /** Shows title and entries. */
    void show(Screen screen) {
        screen.show(Role.PLAIN, "");
        screen.show(Role.TITLE, title);
        for (int i = 0; i < entries.size(); i++) {
            screen.show(
                    Role.PLAIN,
                    String.format(
                            "%3d : %-28s %s",
                            i + 1, entries.get(i).label(), entries.get(i).command()));
        }
        if (this == WELCOME) {
            screen.show(Role.PLAIN, "      or type your name: one that is new here makes an account");
        }
    }
}
