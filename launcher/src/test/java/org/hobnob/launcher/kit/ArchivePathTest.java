package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchivePathTest {
    @Test
    void goodPathsBecomePlain() {
        assertEquals(Optional.of("jre/bin/java"), ArchivePath.of("./jre//bin/./java"));
        assertEquals(Optional.of("a"), ArchivePath.of("b/../a/"));
        assertEquals(Optional.of(""), ArchivePath.of("./"));
    }

    @Test
    void pathsOutOfTheArchiveAreNone() {
        for (String path : List.of("../a", "a/../../b", "/etc/passwd", "C:/x", "a\\..\\..\\b", "a\nb", "a:stream")) {
            assertEquals(Optional.empty(), ArchivePath.of(path), path);
        }
        assertEquals(Optional.empty(), ArchivePath.of("a".repeat(401)));
    }

    @Test
    void linksStayInTheArchive() {
        assertEquals(
                Optional.of("jre/legal/base/LICENSE"), ArchivePath.ofLink("jre/legal/xml/LICENSE", "../base/LICENSE"));
        for (String target : List.of("/etc/passwd", "../../../etc", "", "..\\..\\x", "C:x")) {
            assertEquals(Optional.empty(), ArchivePath.ofLink("jre/a", target), target);
        }
    }
}
