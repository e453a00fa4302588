package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The archive for peers that the build makes, and the kits that this program makes, hold the same. */
class PeerArchiveTest {
    private static Set<String> inArchive(String pattern) throws Exception {
        String xml = Files.readString(Path.of("src/main/assembly/peer.xml"));
        return Pattern.compile(pattern)
                .matcher(xml)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void bothLeaveTheSameLibrariesOut() throws Exception {
        assertEquals(Set.copyOf(Program.NOT_FOR_PEERS), inArchive("<exclude>(.*)\\*</exclude>"));
    }

    @Test
    void bothHaveTheSameSettings() throws Exception {
        assertEquals(Set.copyOf(Program.CONF), inArchive("<include>conf/(.*)</include>"));
    }
}
