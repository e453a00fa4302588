package org.hobnob.peer.console.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.peer.console.command.Command;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.command.Topic;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.CommandLine;
import org.junit.jupiter.api.Test;

class MenuTest {
    private static Stream<Menu> all() {
        return Stream.concat(
                Stream.of(Menu.WELCOME, Menu.MAIN, Menu.MORE),
                Arrays.stream(Topic.values()).map(Menu::of));
    }

    @Test
    void everyCommandHasAPlaceInTheMenus() {
        Set<String> there = all().flatMap(menu -> menu.entries().stream())
                .map(entry -> CommandLine.of(entry.command()).command())
                .collect(Collectors.toSet());
        List<String> missing = CommandTable.ROWS.stream()
                .map(Command::name)
                .filter(name -> !there.contains(name))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyEntryShowsACommandThatExists() {
        all().flatMap(menu -> menu.entries().stream())
                .forEach(entry -> assertTrue(
                        CommandTable.find(CommandLine.of(entry.command()).command())
                                .isPresent(),
                        entry.command()));
    }

    @Test
    void menusFitOnAUsualScreen() {
        List<String> shown = new ArrayList<>();
        Screen narrow = (role, line) -> shown.add(line);
        all().forEach(menu -> menu.show(narrow));
        assertEquals(
                List.of(),
                shown.stream()
                        .filter(line -> line.length() > Screen.USUAL_WIDTH)
                        .toList());
    }

    @Test
    void overviewOfCommandsFitsOnAUsualScreen() {
        FlowFixture dana = FlowFixture.loggedIn();
        dana.type("/help").sees("  conversations  /switch").sees("                 /");
        assertEquals(
                List.of(),
                dana.screen.stream()
                        .filter(line -> line.startsWith("  ") && line.length() > Screen.USUAL_WIDTH)
                        .toList());
    }

    @Test
    void menusOfTopicsLeadBack() {
        FlowFixture dana = FlowFixture.loggedIn();
        for (Topic topic : Topic.values()) {
            dana.clear().type("/menu " + topic.word()).sees(topic.title()).prompts("Choice: ");
            dana.clear().type("q").sees("More").clear().type("q").sees("Main Menu");
        }
    }

    @Test
    void missingArgumentsAreAskedForOneByOne() {
        FlowFixture dana = FlowFixture.loggedIn();
        dana.type("/create lab3").choose("/room").prompts("standing or post or history or hosted: ");
        dana.type("post")
                .prompts("on or off or all or hosts or 7d: ")
                .type("hosts")
                .asked("\"post\":\"hosts\"");
        dana.type("/menu", "/unban").prompts("name of the user: ").type("omar").asked("unban");
    }
}
