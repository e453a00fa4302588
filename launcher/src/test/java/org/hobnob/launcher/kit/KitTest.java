package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kits of small archives that look like Java runtimes, good ones and hostile ones. */
class KitTest {
    private static final JoinLink LINK =
            JoinLink.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52)).orElseThrow();
    private static final String RELEASE = "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n";

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void installation() throws IOException {
        Path home = folder.resolve("home");
        for (String file : List.of(
                "LICENSE",
                "bin/hobnob",
                "conf/java-options",
                "conf/logback.xml",
                "conf/peer.yaml",
                "conf/registry.yaml",
                "lib/hobnob-launcher-0.1.0.jar",
                "lib/vertx-core-5.0.12.jar",
                "lib/hazelcast-5.7.0.jar",
                "lib/netty-tcnative-boringssl-static-2.0.84.Final-linux-x86_64.jar",
                "lib/netty-tcnative-boringssl-static-2.0.84.Final-linux-aarch_64.jar")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), file);
        }
        Files.writeString(home.resolve("bin/hobnob.cmd"), "one\ntwo\n");
        program = new Program(home);
    }

    /** What a runtime's archive holds: links begin with {@code ->}. */
    private Path tar(Map<String, Object> entries) throws IOException {
        Path file = folder.resolve("jre.tar.gz");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                String name = entry.getKey().replace("*", "");
                String link = entry.getValue() instanceof String text && text.startsWith("->") ? text.substring(2) : "";
                TarArchiveEntry header = link.isEmpty()
                        ? new TarArchiveEntry(name, true)
                        : new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
                byte[] content = entry.getValue() instanceof byte[] bytes
                        ? bytes
                        : ((String) entry.getValue()).getBytes(StandardCharsets.UTF_8);
                header.setLinkName(link);
                header.setSize(link.isEmpty() ? content.length : 0);
                header.setMode(name.contains("bin/") ? 0100755 : 0100644);
                tar.putArchiveEntry(header);
                tar.write(link.isEmpty() ? content : new byte[0]);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static Map<String, Object> linux() {
        Map<String, Object> entries = new TreeMap<>();
        entries.put("jdk-17/release", RELEASE);
        entries.put("jdk-17/bin/java", MachineTest.elf(62));
        entries.put("jdk-17/lib/modules", "modules");
        entries.put("jdk-17/jmods/java.base.jmod", "for developers");
        entries.put("jdk-17/legal/java.xml/LICENSE", "->../java.base/LICENSE");
        entries.put("jdk-17/legal/java.base/LICENSE", "GPL");
        return entries;
    }

    private Path kit(Map<String, Object> entries) throws IOException {
        Path downloads = Files.createDirectories(folder.resolve("downloads"));
        return Kit.make(program, Optional.of(JavaRuntime.in(tar(entries))), Optional.of(LINK), downloads, "hobnob");
    }

    /** Each path with {@code x} if it is executable, or where it links to. */
    private static Map<String, String> contents(Path kit) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        new ArchiveReader(kit)
                .read(item -> contents.put(
                        item.path(), item.isLink() ? "-> " + item.linksTo() : item.isExecutable() ? "x" : ""));
        return contents;
    }

    private void assertRefused(Map<String, Object> entries, String why) throws IOException {
        Path file = tar(entries);
        UserFacingException refused = assertThrows(UserFacingException.class, () -> kit(entries));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().startsWith(file.toString())
                || refused.getMessage().startsWith("the Java in"));
        try (Stream<Path> left = Files.list(Files.createDirectories(folder.resolve("downloads")))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aLinuxKitHasEverythingInItsPlace() throws IOException {
        Path kit = kit(linux());
        assertEquals(
                "hobnob-" + Version.number() + "-linux-x64.tar.gz",
                kit.getFileName().toString());
        Map<String, String> contents = contents(kit);
        assertEquals(
                List.of(
                        "hobnob/Hobnob.desktop",
                        "hobnob/LICENSE",
                        "hobnob/README.txt",
                        "hobnob/bin/hobnob",
                        "hobnob/conf/java-options",
                        "hobnob/conf/logback.xml",
                        "hobnob/conf/peer.yaml",
                        "hobnob/hobnob.sh",
                        "hobnob/join-link",
                        "hobnob/lib/hobnob-launcher-0.1.0.jar",
                        "hobnob/lib/netty-tcnative-boringssl-static-2.0.84.Final-linux-x86_64.jar",
                        "hobnob/lib/vertx-core-5.0.12.jar",
                        "hobnob/runtime/bin/java",
                        "hobnob/runtime/legal/java.base/LICENSE",
                        "hobnob/runtime/legal/java.xml/LICENSE",
                        "hobnob/runtime/lib/modules",
                        "hobnob/runtime/release"),
                List.copyOf(contents.keySet()));
        assertEquals("x", contents.get("hobnob/bin/hobnob"));
        assertEquals("x", contents.get("hobnob/hobnob.sh"));
        assertEquals("x", contents.get("hobnob/runtime/bin/java"));
        assertEquals("-> ../java.base/LICENSE", contents.get("hobnob/runtime/legal/java.xml/LICENSE"));
        assertEquals("", contents.get("hobnob/join-link"));
    }

    @Test
    void aWindowsKitIsAZipWithItsStarter() throws IOException {
        Map<String, Object> entries = linux();
        entries.remove("jdk-17/bin/java");
        entries.put("jdk-17/bin/java.exe", MachineTest.windows(0x8664));
        Path kit = kit(entries);
        assertEquals(
                "hobnob-" + Version.number() + "-windows-x64.zip",
                kit.getFileName().toString());
        Map<String, String> contents = contents(kit);
        assertTrue(contents.containsKey("hobnob/Hobnob.cmd"), contents.toString());
        assertTrue(contents.containsKey("hobnob/runtime/bin/java.exe"), contents.toString());
        assertFalse(contents.toString().contains("tcnative"), contents.toString());
        assertFalse(contents.containsKey("hobnob/bin/hobnob"), contents.toString());
        assertEquals("-> ../java.base/LICENSE", contents.get("hobnob/runtime/legal/java.xml/LICENSE"));
    }

    @Test
    void aMacKitTakesTheHomeOutOfItsBundle() throws IOException {
        Map<String, Object> entries = new TreeMap<>();
        entries.put("jdk-17.jdk/Contents/Info.plist", "x");
        entries.put("jdk-17.jdk/Contents/Home/release", RELEASE);
        entries.put("jdk-17.jdk/Contents/Home/bin/java", MachineTest.mac(0x0100000c));
        Map<String, String> contents = contents(kit(entries));
        assertEquals("x", contents.get("hobnob/Hobnob.command"));
        assertEquals("x", contents.get("hobnob/runtime/bin/java"));
        assertFalse(contents.toString().contains("Info.plist"), contents.toString());
    }

    @Test
    void withoutARuntimeOneKitIsForAll() throws IOException {
        Path kit = Kit.make(program, Optional.empty(), Optional.empty(), folder, "hobnob");
        Map<String, String> contents = contents(kit);
        assertTrue(contents.keySet()
                .containsAll(List.of("hobnob/Hobnob.cmd", "hobnob/Hobnob.command", "hobnob/hobnob.sh")));
        assertEquals("x", contents.get("hobnob/Hobnob.command"));
        assertFalse(contents.containsKey("hobnob/join-link"), contents.toString());
    }

    @Test
    void theSameGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(kit(linux()));
        assertArrayEquals(first, Files.readAllBytes(kit(linux())));
    }

    @Test
    void entriesThatLeadOutOfTheArchiveAreRefused() throws IOException {
        for (String name : List.of("../evil", "/etc/evil", "jdk-17/../../evil", "jdk-17\\..\\evil", "C:/evil")) {
            Map<String, Object> entries = linux();
            entries.put(name, "x");
            assertRefused(entries, "leads out of the archive");
        }
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Map<String, Object> entries = linux();
        entries.put("jdk-17/lib/evil", "->../../../etc/passwd");
        assertRefused(entries, "links out of the archive");
        entries.put("jdk-17/lib/evil", "->../../other");
        entries.put("other", "x");
        assertRefused(entries, "leads out of the runtime");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Map<String, Object> entries = linux();
        entries.put("jdk-17/a", "->lib");
        entries.put("jdk-17/a/evil", "x");
        assertRefused(entries, "below a symbolic link");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        Map<String, Object> entries = linux();
        entries.put("jdk-17/LIB/Modules", "x");
        assertRefused(entries, "two entries");
    }

    @Test
    void whatIsNoRuntimeIsRefused() throws IOException {
        assertRefused(Map.of("readme", "x"), "holds no Java runtime");
        Map<String, Object> old = linux();
        old.put("jdk-17/release", "JAVA_VERSION=\"1.8.0_402\"\n");
        assertRefused(old, "is version 8: take one of version 17 or later");
        old.put("jdk-17/release", "nothing");
        assertRefused(old, "does not tell its version");
        old.put(
                "jdk-17/release",
                RELEASE + "MODULES=\"java.base java.logging java.management java.naming java.xml\"\n");
        assertRefused(old, "lacks java.desktop, jdk.management, jdk.unsupported: take");
        Map<String, Object> odd = linux();
        odd.put("jdk-17/bin/java", MachineTest.elf(40));
        assertRefused(odd, "a system or processor that is not known");
    }

    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        Path file = tar(linux());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(assertThrows(UserFacingException.class, () -> JavaRuntime.in(file))
                .getMessage()
                .contains("is damaged"));
        Path zip = Files.write(folder.resolve("jre.zip"), bytes);
        assertTrue(assertThrows(UserFacingException.class, () -> JavaRuntime.in(zip))
                .getMessage()
                .contains("is damaged"));
    }

    @Test
    void aKitThatFailsLeavesTheOneBefore() throws IOException {
        Path kit = kit(linux());
        byte[] before = Files.readAllBytes(kit);
        Files.delete(program.home().resolve("conf/peer.yaml"));
        assertThrows(UserFacingException.class, () -> kit(linux()));
        assertArrayEquals(before, Files.readAllBytes(kit));
        try (Stream<Path> all = Files.list(kit.getParent())) {
            assertEquals(List.of(kit), all.toList());
        }
    }
}
