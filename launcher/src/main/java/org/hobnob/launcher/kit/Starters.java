package org.hobnob.launcher.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.JoinLink;

/** What people double-click, and what it reads. */
final class Starters {
    /** Where the program looks for the registry to join first. */
    static final String LINK = "join-link";

    private static final String WINDOWS = """
            @echo off
            title Hobnob
            call "%~dp0bin\\hobnob.cmd" %*
            if errorlevel 1 pause
            """;
    /** A double click starts it in the home folder; the window stays when something was wrong. */
    private static final String UNIX = """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 1
            bin/hobnob "$@"
            status=$?
            if [ "$status" != 0 ] && [ -t 0 ]; then
                printf 'Press Enter to close this window. '
                read -r _
            fi
            exit "$status"
            """;

    private static final String DESKTOP = """
            [Desktop Entry]
            Type=Application
            Name=Hobnob
            Comment=Talk with everybody on this network
            Exec=sh -c 'exec "$(dirname "$1")/hobnob.sh"' sh %k
            Terminal=true
            Categories=Network;Chat;
            """;

    private Starters() {}

    /**
     * @param machine null for all of them
     * @param link where it leads; empty to let people choose
     */
    static List<Item> items(Machine machine, Optional<JoinLink> link) {
        List<Item> items = new ArrayList<>();
        link.ifPresent(to -> items.add(Item.text(LINK, false, to + "\n")));
        String system = machine == null ? "" : machine.system();
        if (!system.equals("linux") && !system.equals("macos")) {
            items.add(Item.text("Hobnob.cmd", false, Program.withDosLines(WINDOWS)));
        }
        if (!system.equals("linux") && !system.equals("windows")) {
            items.add(Item.text("Hobnob.command", true, UNIX));
        }
        if (!system.equals("windows") && !system.equals("macos")) {
            items.add(Item.text("hobnob.sh", true, UNIX));
            items.add(Item.text("Hobnob.desktop", true, DESKTOP));
        }
        String text = readme(machine, link);
        items.add(Item.text(
                "README.txt", false, machine != null && machine.isWindows() ? Program.withDosLines(text) : text));
        return items;
    }

    private static String readme(Machine machine, Optional<JoinLink> link) {
        String java = machine == null
                ? "It needs Java 17 or later: https://adoptium.net\n"
                : "Java is inside, in the folder runtime; its licenses are in runtime/legal.\n";
        String registry = link.map(
                        to -> "It joins the registry at " + to.registries().get(0) + ", whose key begins with "
                                + to.key().replaceFirst("(.{4})(.{4})(.{4})(.{4}).*", "$1-$2-$3-$4") + ".\n")
                .orElse("It looks for a registry on your network.\n");
        return """
                Hobnob: talk with everybody on your network

                Windows: double-click Hobnob.cmd
                macOS:   double-click Hobnob.command (if macOS warns: hold Control, click it, choose Open)
                Linux:   run ./hobnob.sh in a terminal, or double-click Hobnob.desktop

                """ + registry + java;
    }
}
