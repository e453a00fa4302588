package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.hobnob.launcher.cli.UserFacingException;
import org.junit.jupiter.api.Test;

class ClassListTest {
    private static List<String> logins(String... lines) {
        return ClassList.read(List.of(lines)).stream()
                .map(one -> one.user().shown())
                .toList();
    }

    private static String refused(List<String> lines) {
        return assertThrows(UserFacingException.class, () -> ClassList.read(lines))
                .getMessage();
    }

    @Test
    void namesBecomeLogins() {
        assertEquals(
                List.of("dana", "muller-zoe", "x_1"),
                logins("\uFEFFName;Class", "dana;7b", "", "\"Müller, Zoë\";7b", "x_1\t7b"));
    }

    @Test
    void sameLoginsGetNumbers() {
        assertEquals(List.of("ann-lee", "ann-lee-2", "Ann-Lee-3"), logins("Ann Lee", "Ann  Lee", "Ann-Lee"));
        String longest = "a".repeat(40);
        assertEquals(List.of("a".repeat(32), "a".repeat(30) + "-2"), logins(longest, longest));
    }

    @Test
    void quotationMarksInNamesAreKept() {
        assertEquals(
                "Ann \"Bo\" Lee",
                ClassList.read(List.of("\"Ann \"\"Bo\"\" Lee\",7b")).get(0).person());
    }

    @Test
    void whatMakesNoLoginIsRefusedWhole() {
        assertTrue(refused(List.of("dana", "田中")).contains("line 2"));
        assertTrue(refused(List.of("dana", "admin")).contains("line 2"));
        assertTrue(refused(List.of("Name")).contains("0 names"));
        assertTrue(refused(Collections.nCopies(ClassList.MOST + 1, "dana")).contains("Nothing was changed"));
    }
}
