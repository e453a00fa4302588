package org.hobnob.launcher;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import org.hobnob.launcher.Archives.Entry;
import org.hobnob.launcher.cli.Version;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people download: what is in it, and with which permissions. */
class ArchiveIT {
    private static List<Entry> tar;
    private static List<Entry> zip;
    private static Map<String, byte[]> files;

    @BeforeAll
    static void read() throws IOException {
        tar = Archives.tar();
        zip = Archives.zip();
        files = tar.stream().filter(entry -> !entry.isFolder()).collect(toMap(Entry::path, Entry::content));
    }

    private static String text(String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    @Test
    void bothArchivesHoldTheSameFiles() {
        Map<String, ByteBuffer> inZip = zip.stream()
                .filter(entry -> !entry.isFolder())
                .collect(toMap(Entry::path, entry -> ByteBuffer.wrap(entry.content())));
        assertEquals(files.keySet(), inZip.keySet());
        files.forEach((path, content) -> assertEquals(ByteBuffer.wrap(content), inZip.get(path), path));
    }

    @Test
    void theScriptAloneIsExecutable() {
        for (List<Entry> archive : List.of(tar, zip)) {
            for (Entry entry : archive) {
                boolean executable = entry.isFolder() || entry.path().equals("bin/hobnob");
                String expected = executable ? "755" : "644";
                assertEquals(expected, Integer.toOctalString(entry.mode()), entry.name());
            }
        }
    }

    @Test
    void everythingIsBelowOneFolder() {
        for (List<Entry> archive : List.of(tar, zip)) {
            for (Entry entry : archive) {
                assertTrue(entry.name().startsWith(Archives.TOP), entry.name());
                assertFalse(("/" + entry.path()).contains("/../"), entry.name());
            }
        }
    }

    @Test
    void nothingTellsByWhomAndWhereItWasBuilt() throws IOException {
        assertEquals(Set.of("root:root 0:0"), tar.stream().map(Entry::owner).collect(toSet()));
        String place = Path.of("..").toRealPath().toString();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("lib/hobnob-")) {
                for (String line : unpacked(file.getValue())) {
                    assertFalse(line.contains(place), file.getKey());
                }
            } else if (!file.getKey().endsWith(".jar")) {
                assertFalse(text(file.getKey()).contains(place), file.getKey());
            }
        }
    }

    private static Set<String> unpacked(byte[] jar) throws IOException {
        Set<String> contents = new HashSet<>();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                contents.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void settingsAndDocumentsComeWithIt() {
        assertTrue(
                files.keySet()
                        .containsAll(Set.of(
                                "LICENSE",
                                "README.md",
                                "SECURITY.md",
                                "bin/hobnob",
                                "bin/hobnob.cmd",
                                "conf/cluster.xml",
                                "conf/java-options",
                                "conf/logback.xml",
                                "conf/registry.yaml",
                                "docs/user-guide.md",
                                "protocol/BUS.md",
                                "protocol/SPEC.md",
                                "share/bash-completion/completions/hobnob",
                                "share/man/man1/hobnob.1",
                                "share/man/man1/hobnob-admin-user-add.1")),
                () -> files.keySet().toString());
    }

    @Test
    void everyCommandHasAManualPageAndIsCompleted() {
        String completion = text("share/bash-completion/completions/hobnob");
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            if (!command.equals("man-pages")) {
                assertTrue(text("share/man/man1/hobnob-" + command + ".1").startsWith(".TH "), command);
                assertTrue(completion.contains("_picocli_hobnob_" + command), command);
            }
        }
    }

    @Test
    void lineEndsAreThoseOfTheSystemThatReadsThem() {
        assertFalse(text("bin/hobnob").contains("\r"));
        assertTrue(text("bin/hobnob.cmd").contains("\r\n"));
        assertFalse(text("bin/hobnob.cmd").replace("\r\n", "").matches("(?s).*[\r\n].*"));
    }

    @Test
    void theLibrariesAreThoseThatTheProgramNames() throws IOException {
        String own = "hobnob-launcher-" + Version.number() + ".jar";
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(files.get("lib/" + own)))) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            Set<String> named =
                    new HashSet<>(List.of(manifest.getValue("Class-Path").split(" ")));
            named.add(own);
            assertEquals(named, libraries());
            assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
        }
    }

    @Test
    void opensslComesForLinuxOnly() {
        assertEquals(
                Set.of("linux-x86_64", "linux-aarch_64"),
                libraries().stream()
                        .filter(name -> name.startsWith("netty-tcnative-boringssl"))
                        .map(name -> name.replaceFirst(".*Final-(.*)\\.jar", "$1"))
                        .collect(toSet()));
    }

    /** CycloneDX names the program itself apart from what it consists of. */
    @Test
    void billOfMaterialsNamesTheLibraries() throws IOException {
        JsonObject bill = billOfMaterials();
        Set<String> named = components(bill).stream().map(ArchiveIT::fileName).collect(toSet());
        named.add(fileName(bill.getJsonObject("metadata").getJsonObject("component")));
        assertEquals(libraries(), named);
    }

    /** Except BouncyCastle's, whose signatures the build takes out. */
    @Test
    void billOfMaterialsHasTheHashesOfTheLibraries() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (JsonObject component : components(billOfMaterials())) {
            if (component.getString("group").equals("org.bouncycastle")) {
                continue;
            }
            String file = fileName(component);
            String hash = HexFormat.of().formatHex(sha256.digest(files.get("lib/" + file)));
            JsonObject expected = new JsonObject().put("alg", "SHA-256").put("content", hash);
            assertTrue(component.getJsonArray("hashes").contains(expected), file);
        }
    }

    private static JsonObject billOfMaterials() throws IOException {
        boolean isOnline = Files.exists(Archives.BILL_OF_MATERIALS) || System.getenv("CI") != null;
        assumeTrue(isOnline, "Maven makes a bill of materials only when it is online");
        return new JsonObject(Files.readString(Archives.BILL_OF_MATERIALS));
    }

    private static List<JsonObject> components(JsonObject bill) {
        return bill.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The name that Maven gives the file of a component: {@code pkg:maven/group/name@version?classifier=c&type=jar}. */
    private static String fileName(JsonObject component) {
        String classifier = component.getString("purl").replaceFirst(".*[?](?:classifier=([^&]+)&)?type=jar", "$1");
        return component.getString("name") + "-" + component.getString("version")
                + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
    }

    private static Set<String> libraries() {
        return files.keySet().stream()
                .filter(path -> path.startsWith("lib/"))
                .map(path -> path.substring("lib/".length()))
                .collect(toSet());
    }
}
