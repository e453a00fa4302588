package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.net.tls.Pin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile keeps between two starts. */
class ProfileFilesTest {
    private static final Pin FIRST = Pin.parse("00".repeat(32)).orElseThrow();
    private static final Pin SECOND = Pin.parse("ab".repeat(32)).orElseThrow();

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void name() {
        folder = home.resolve("profiles").resolve("default");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean hasPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsKnownAtFirstAndLookingMakesNoFile() {
        assertEquals(Optional.empty(), new LastRegistry(folder).find());
        assertEquals(Optional.empty(), new KnownRegistries(folder).find("10.0.0.5:15600"));
        assertFalse(Files.exists(folder));
    }

    @Test
    void theLastRegistryIsTheOneRememberedLast() {
        LastRegistry last = new LastRegistry(folder);
        last.remember("10.0.0.5:15600");
        assertEquals(Optional.of("10.0.0.5:15600"), new LastRegistry(folder).find());
        last.remember("[fe80::1]:15600");
        assertEquals(Optional.of("[fe80::1]:15600"), last.find());
    }

    @Test
    void unchangedValueIsNotWrittenAgain() throws IOException {
        LastRegistry last = new LastRegistry(folder);
        last.remember("10.0.0.5:15600");
        Object file = Files.readAttributes(folder.resolve("last-registry"), "*").get("fileKey");
        last.remember("10.0.0.5:15600");
        assertEquals(
                file, Files.readAttributes(folder.resolve("last-registry"), "*").get("fileKey"));
    }

    @Test
    void linesThatAreNoAddressArePassedOver() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("last-registry"), "\n   \n" + "x".repeat(301) + "\n  10.0.0.5:15600  \nother\n");
        assertEquals(Optional.of("10.0.0.5:15600"), new LastRegistry(folder).find());
    }

    @Test
    void newKeyOfARegistryReplacesItsOldOne() {
        KnownRegistries known = new KnownRegistries(folder);
        known.remember("a:1", FIRST);
        known.remember("b:2", FIRST);
        known.remember("a:1", SECOND);
        KnownRegistries readAgain = new KnownRegistries(folder);
        assertEquals(Optional.of(SECOND), readAgain.find("a:1"));
        assertEquals(Optional.of(FIRST), readAgain.find("b:2"));
        assertEquals(Optional.empty(), readAgain.find("a:2"));
    }

    @Test
    void aKeyThatIsNoneIsNoneAndOthersStay() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("registries"), "a:1 nonsense\nalone\n\n  b:2\t" + FIRST + "  \n");
        KnownRegistries known = new KnownRegistries(folder);
        assertEquals(Optional.empty(), known.find("a:1"));
        assertEquals(Optional.of(FIRST), known.find("b:2"));
        known.remember("c:3", SECOND);
        assertEquals(Optional.of(FIRST), known.find("b:2"));
    }

    @Test
    void onlyTheOwnerReadsFilesAndEntersFolders() throws IOException {
        assumeTrue(hasPermissions());
        new LastRegistry(folder).remember("a:1");
        new KnownRegistries(folder).remember("a:1", FIRST);
        assertEquals("rwx------", permissions(folder));
        assertEquals("rwx------", permissions(folder.getParent()));
        for (String file : files()) {
            assertEquals("rw-------", permissions(folder.resolve(file)), file);
        }
    }

    @Test
    void replacingLeavesNothingElseBehind() throws IOException {
        new LastRegistry(folder).remember("a:1");
        new LastRegistry(folder).remember("b:2");
        new KnownRegistries(folder).remember("a:1", FIRST);
        new KnownRegistries(folder).remember("a:1", SECOND);
        assertEquals(List.of("last-registry", "registries"), files());
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws IOException {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("mine"), "kept");
        new LastRegistry(folder).remember("a:1");
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws IOException {
        Files.writeString(home.resolve("profiles"), "a file");
        assertThrows(UncheckedIOException.class, () -> new LastRegistry(folder).remember("a:1"));
    }

    @Test
    void bytesThatAreNoTextCostTheirLineOnly() throws IOException {
        Path file = Files.createDirectories(folder).resolve("registries");
        byte[] text = ("a:1 " + FIRST + "\nb:2 " + SECOND + "\n").getBytes(StandardCharsets.UTF_8);
        text[5] = (byte) 0xff;
        Files.write(file, text);
        KnownRegistries known = new KnownRegistries(folder);
        assertEquals(Optional.empty(), known.find("a:1"));
        assertEquals(Optional.of(SECOND), known.find("b:2"));
    }

    @Test
    void unreadableFileIsReportedAndNotOverwritten() throws IOException {
        Path folderInstead = Files.createDirectories(folder.resolve("registries"));
        KnownRegistries known = new KnownRegistries(folder);
        assertThrows(UncheckedIOException.class, () -> known.find("a:1"));
        assertThrows(UncheckedIOException.class, () -> known.remember("a:1", FIRST));
        assertTrue(Files.isDirectory(folderInstead));
    }
}
