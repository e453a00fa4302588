package org.hobnob.registry.secrets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hobnob.files.WindowsFiles;
import org.hobnob.net.tls.Pin;
import org.hobnob.registry.secrets.SecretsRefusedException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("data/registry/secrets");
    }

    @Test
    void theFirstStartMakesThemForTheOwnerAlone() throws Exception {
        Secrets made = new SecretsFile(path).loadOrCreate(true, RANDOM);
        assertEquals("rw-------", permissions(path));
        assertEquals("rwx------", permissions(path.getParent()));
        assertEquals("rwx------", permissions(path.getParent().getParent()));
        assertEquals(32, made.pepper().length);
        assertEquals(32, made.tokenKey().length);
        assertEquals(Set.of("secrets"), names(path.getParent()));
    }

    @Test
    void laterStartsFindTheSame() {
        Secrets made = new SecretsFile(path).loadOrCreate(true, RANDOM);
        assertSame(made, new SecretsFile(path).loadOrCreate(true, RANDOM));
        assertSame(made, new SecretsFile(path).loadOrCreate(false, RANDOM));
        assertSame(made, new SecretsFile(path).load());
    }

    @Test
    void twoRegistriesShareNothing() {
        Secrets one = Secrets.generate(RANDOM);
        Secrets other = Secrets.generate(RANDOM);
        assertNotEquals(one.pin(), other.pin());
        assertFalse(Arrays.equals(one.pepper(), other.pepper()));
        assertFalse(Arrays.equals(one.tokenKey(), other.tokenKey()));
        assertFalse(Arrays.equals(one.pepper(), one.tokenKey()));
    }

    @Test
    void concurrentFirstStartsGetTheSameSecrets() throws Exception {
        int starters = 8;
        ExecutorService pool = Executors.newFixedThreadPool(starters);
        try {
            for (int round = 0; round < 20; round++) {
                Path contended = folder.resolve("race" + round).resolve("secrets");
                CyclicBarrier barrier = new CyclicBarrier(starters);
                Callable<Pin> start = () -> {
                    barrier.await();
                    return new SecretsFile(contended).loadOrCreate(true, RANDOM).pin();
                };
                List<Future<Pin>> starts = new ArrayList<>();
                for (int starter = 0; starter < starters; starter++) {
                    starts.add(pool.submit(start));
                }
                Set<Pin> pins = new HashSet<>();
                for (Future<Pin> started : starts) {
                    pins.add(started.get());
                }
                assertEquals(1, pins.size());
                assertEquals(Set.of("secrets"), names(contended.getParent()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aNodeThatJoinsOthersMakesNone() {
        assertRefused(
                Reason.MISSING, "copy it from another node", () -> new SecretsFile(path).loadOrCreate(false, RANDOM));
        assertFalse(Files.exists(path));
        assertRefused(Reason.MISSING, "", () -> new SecretsFile(path).load());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx", "rw---x---"})
    void fileThatOthersMayAccessIsRefused(String permissions) throws Exception {
        new SecretsFile(path).loadOrCreate(true, RANDOM);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        assertRefused(Reason.TOO_OPEN, "chmod 600 " + path, () -> new SecretsFile(path).load());
    }

    @Test
    void accessControlListsAreCheckedToo() throws Exception {
        try (FileSystem windows = WindowsFiles.create()) {
            path = windows.getPath("C:\\data\\registry\\secrets");
            Secrets made = new SecretsFile(path).loadOrCreate(true, RANDOM);
            assertSame(made, new SecretsFile(path).load());
            assertEquals(List.of("user 14"), WindowsFiles.allowed(path));
            assertEquals(List.of("user 14"), WindowsFiles.allowed(path.getParent()));
            WindowsFiles.open(path);
            assertRefused(Reason.TOO_OPEN, "icacls \"" + path, () -> new SecretsFile(path).load());
        }
    }

    @Test
    void aReadOnlyFileIsTaken() throws Exception {
        Secrets made = new SecretsFile(path).loadOrCreate(true, RANDOM);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
        assertSame(made, new SecretsFile(path).load());
    }

    @Test
    void unreadableFileIsRefused() throws Exception {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertRefused(Reason.NOT_READABLE, "check the path", () -> new SecretsFile(path).load());
    }

    @Test
    void fileThatCannotBeCreatedIsRefused() {
        // Nobody makes folders there, not even root.
        SecretsFile impossible = new SecretsFile(Path.of("/proc/hobnob/secrets"));
        assertRefused(Reason.NOT_WRITABLE, "name another", () -> impossible.loadOrCreate(true, RANDOM));
    }

    @Test
    void anUnknownVersionIsRefused() throws Exception {
        String text = SecretsText.print(Secrets.generate(RANDOM));
        write(text.replaceFirst("hobnob-secrets 1", "hobnob-secrets 2"));
        assertRefused(Reason.UNKNOWN_VERSION, "newer Hobnob", () -> new SecretsFile(path).load());
    }

    @Test
    void anyMutilationIsRefusedAndNoneIsQuoted() throws Exception {
        String good = SecretsText.print(Secrets.generate(RANDOM));
        String otherKey =
                SecretsText.print(Secrets.generate(RANDOM)).lines().toList().get(2);
        List<String> lines = good.lines().toList();
        List<String> bad =
                new ArrayList<>(List.of("", "\n", "x".repeat(20_000), good + lines.get(3), good + "y: eA=="));
        for (int line = 0; line < lines.size(); line++) {
            String of = lines.get(line);
            bad.add(good.replace(of + "\n", ""));
            bad.add(good.replace(of, of.substring(0, of.length() - 5)));
            bad.add(good.replace(of, of + "!"));
        }
        bad.add(good.replace(lines.get(2), otherKey));
        for (String text : bad) {
            write(text);
            SecretsRefusedException refused = assertThrows(
                    SecretsRefusedException.class, () -> new SecretsFile(path).load(), () -> "taken: " + text);
            Set<Reason> expected = Set.of(Reason.MALFORMED, Reason.UNKNOWN_VERSION);
            assertTrue(expected.contains(refused.reason()), refused.getMessage());
            for (String line : lines.subList(1, lines.size())) {
                String value = line.substring(line.indexOf(' ') + 1);
                assertFalse(stackTraceOf(refused).contains(value.substring(0, 12)), refused.getMessage());
            }
        }
    }

    @Test
    void commentsAndAnotherOrderAreTaken() throws Exception {
        Secrets secrets = Secrets.generate(RANDOM);
        List<String> lines = SecretsText.print(secrets).lines().toList();
        write(String.join(
                "\r\n",
                lines.get(0),
                "# copied to node 2",
                "",
                lines.get(4),
                lines.get(3),
                lines.get(2),
                lines.get(1)));
        assertSame(secrets, new SecretsFile(path).load());
    }

    @Test
    void nothingOfThemPrints() {
        Secrets secrets = Secrets.generate(RANDOM);
        String printed = secrets.toString();
        assertTrue(printed.contains("masked"), printed);
        assertFalse(printed.contains(Base64.getEncoder().encodeToString(secrets.pepper())));
        assertFalse(printed.contains(Arrays.toString(secrets.tokenKey())));
    }

    private void write(String text) throws Exception {
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, text);
    }

    private static void assertSame(Secrets expected, Secrets actual) {
        assertEquals(expected.pin(), actual.pin());
        assertArrayEquals(
                expected.identity().getPrivate().getEncoded(),
                actual.identity().getPrivate().getEncoded());
        assertArrayEquals(expected.pepper(), actual.pepper());
        assertArrayEquals(expected.tokenKey(), actual.tokenKey());
    }

    private static void assertRefused(Reason reason, String advice, Executable load) {
        SecretsRefusedException refused = assertThrows(SecretsRefusedException.class, load);
        assertEquals(reason, refused.reason(), refused.getMessage());
        assertTrue(refused.getMessage().contains(advice), refused.getMessage());
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String permissions(Path of) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }

    private static Set<String> names(Path of) throws Exception {
        try (Stream<Path> entries = Files.list(of)) {
            return new HashSet<>(
                    entries.map(entry -> entry.getFileName().toString()).toList());
        }
    }
}
