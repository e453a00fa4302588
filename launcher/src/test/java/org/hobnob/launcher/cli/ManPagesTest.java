package org.hobnob.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.hobnob.launcher.Main;
import org.junit.jupiter.api.Test;

class ManPagesTest {
    private final Map<String, String> pages = ManPages.of(Main.commandLine(), "1.2.3");

    @Test
    void everyCommandHasAPageWithItsOptions() {
        String page = pages.get("hobnob-admin-user-disable.1");
        assertTrue(page.startsWith(".TH \"HOBNOB-ADMIN-USER-DISABLE\" \"1\""), page);
        assertTrue(page.contains("\n.TP\n\\fBUSER\\fR\nthe name of an account\n"), page);
        assertTrue(page.contains("\\fB\\-\\-reason TEXT\\fR"), page);
        assertTrue(pages.get("hobnob.1").contains("\\fBadmin\\fR"));
        assertTrue(pages.containsKey("hobnob-registry.1"));
    }

    @Test
    void noTextBecomesMarkup() {
        pages.forEach((name, page) -> page.lines()
                .filter(line -> line.startsWith("."))
                .forEach(line -> assertTrue(line.matches("\\.(TH|SH|TP|nf|fi|BR)( .*)?"), name + ": " + line)));
        assertEquals(
                0, pages.values().stream().filter(page -> page.contains("%n")).count());
    }
}
