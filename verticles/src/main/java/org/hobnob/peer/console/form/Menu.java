package org.hobnob.peer.console.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Topic;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.Role;

/**
 * A numbered menu. Labels of the first two and their order are those of the original programs; the others are made of the
 * command table, so that every command has a place.
 *
 * @param above the menu to which {@code q} goes back; empty for the first ones
 */
record Menu(String title, List<Entry> entries, Optional<Menu> above) {
    /**
     * One line of a menu.
     *
     * @param command the command line that does the same
     */
    record Entry(String label, String command) {}

    private static final int USUAL_WIDTH = 28;
    /** Of what stands before a label. */
    private static final int NUMBER_WIDTH = 6;

    static final Menu WELCOME = new Menu(
            "Welcome!",
            List.of(new Entry("Signup", "/signup"), new Entry("Login", "/login"), new Entry("Exit", "/quit")),
            Optional.empty());

    static final Menu MAIN = new Menu(
            "Main Menu",
            List.of(
                    new Entry("Find Online Users", "/who"),
                    new Entry("Search User", "/whois"),
                    new Entry("Create a Chat Room", "/create"),
                    new Entry("Find Chat Rooms", "/rooms"),
                    new Entry("Join a Chat Room", "/join"),
                    new Entry("One to One chat", "/chat"),
                    new Entry("Logout", "/logout"),
                    new Entry("More …", "/menu more")),
            Optional.empty());

    static final Menu MORE = new Menu("More", more(), Optional.of(MAIN));

    /** The first menu has these, and each menu leads back. */
    private static final Set<String> ELSEWHERE = Set.of("signup", "login", "menu");

    private static final Entry BACK = new Entry("Back to the Main Menu", "/menu");

    private static List<Entry> more() {
        List<Entry> entries = new ArrayList<>();
        Arrays.stream(Topic.values())
                .forEach(topic -> entries.add(new Entry(topic.title() + " …", "/menu " + topic.word())));
        entries.add(new Entry("All commands", "/help"));
        entries.add(new Entry("Exit", "/quit"));
        entries.add(new Entry("Back to the Main Menu", "/menu"));
        return List.copyOf(entries);
    }

    /** Returns the menu of a topic's commands. */
    static Menu of(Topic topic) {
        List<Entry> entries = new ArrayList<>();
        CommandTable.ROWS.stream()
                .filter(row -> row.topic() == topic && !ELSEWHERE.contains(row.name()))
                .forEach(row -> entries.add(new Entry(label(row), "/" + row.name())));
        if (topic == Topic.ACCOUNT) {
            entries.add(new Entry("Log out everywhere", "/logout all"));
        }
        entries.add(BACK);
        return new Menu(topic.title(), List.copyOf(entries), Optional.of(MORE));
    }

    private static String label(Command row) {
        return row.summary().substring(0, 1).toUpperCase(Locale.ROOT)
                + row.summary().substring(1);
    }

    /** Returns the menu that {@code /menu WORD} goes to. */
    static Optional<Menu> named(String word) {
        return word.equals("more") ? Optional.of(MORE) : Topic.ofWord(word).map(Menu::of);
    }

    /** Returns the entry with this number, counted from 1. */
    Optional<Entry> entry(String number) {
        return number.matches("[1-9][0-9]?") && Integer.parseInt(number) <= entries.size()
                ? Optional.of(entries.get(Integer.parseInt(number) - 1))
                : Optional.empty();
    }

    /** How wide the column of labels is: a long one stands out of it where the screen is too narrow for all. */
    private int labelWidth(int columns) {
        int widest =
                entries.stream().mapToInt(one -> one.label().length()).max().orElse(0);
        int commands =
                entries.stream().mapToInt(one -> one.command().length()).max().orElse(0);
        return Math.min(widest, columns - NUMBER_WIDTH - commands - 1);
    }

    /** Shows title and entries. */
    void show(Screen screen) {
        String line = "%3d : %-" + Math.max(USUAL_WIDTH, labelWidth(screen.width())) + "s %s";
        screen.show(Role.PLAIN, "");
        screen.show(Role.TITLE, title);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            screen.show(Role.PLAIN, String.format(line, i + 1, entry.label(), entry.command()));
        }
        if (above.isEmpty() && title.equals(WELCOME.title)) {
            screen.show(Role.PLAIN, "      or type your name: one that is new here makes an account");
        }
    }
}
