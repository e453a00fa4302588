package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What browsers, downloaders and their enemies get, byte for byte. */
@Tag("slow")
class PageServerTest {
    private static final byte[] CONTENT = new byte[8 << 20];
    private static final JoinLink LINK =
            JoinLink.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52)).orElseThrow();

    private static Vertx vertx;

    @TempDir
    private static Path folder;

    private static PageServer server;

    private PageServer own;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(CONTENT);
        file("big.zip", CONTENT);
        file("small", "abc".getBytes(StandardCharsets.US_ASCII));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
        vertx = Vertx.vertx();
        server = deployed(PageServer.ReadTime.USUAL);
        assertEquals(200, ask("GET", "/SHA256SUMS").status);
    }

    private static void file(String name, byte[] content) throws IOException {
        Files.setLastModifiedTime(
                Files.write(folder.resolve(name), content), FileTime.from(Instant.parse("2026-01-31T10:11:12Z")));
    }

    /** The data folder of the registry. */
    @TempDir
    static Path data;

    private static PageServer deployed(PageServer.ReadTime time) throws Exception {
        PageServer deployed = new PageServer(
                SocketAddress.inetSocketAddress(0, "127.0.0.1"),
                folder,
                port -> new PageFacts(
                        "Lab",
                        "1",
                        "K",
                        Optional.of(LINK),
                        List.of(new HostPort("127.0.0.1", port)),
                        true,
                        Optional.empty()),
                () -> SshPlace.read(data),
                time);
        await(vertx.deployVerticle(deployed));
        return deployed;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        await(vertx.close());
    }

    @AfterEach
    void stopOwn() throws Exception {
        if (own != null) {
            await(vertx.undeploy(own.deploymentID()));
        }
    }

    /** An answer as it came. */
    private record Answer(int status, String head, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    private static Answer ask(String method, String path, String... headers) throws IOException {
        return raw(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + Arrays.stream(headers).map(header -> header + "\r\n").reduce("", String::concat));
    }

    /** Speaks for itself, as clients of HTTP refuse to say what attackers do. */
    private static Answer raw(String request) throws IOException {
        try (Socket socket = connected(server)) {
            socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] all = everything(socket.getInputStream());
            String text = new String(all, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return end < 0
                    ? new Answer(0, text, new byte[0])
                    : new Answer(
                            Integer.parseInt(text.substring(9, 12)),
                            text.substring(0, end),
                            Arrays.copyOfRange(all, end + 4, all.length));
        }
    }

    private static Socket connected(PageServer to) throws IOException {
        Socket socket = new Socket("127.0.0.1", to.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] everything(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // It was reset: what came before counts.
        }
        return all.toByteArray();
    }

    @Test
    void thePageMayLoadNothingAndRunNothing() throws Exception {
        Answer answer = ask("GET", "/");
        assertEquals(200, answer.status);
        assertEquals("text/html; charset=utf-8", answer.header("content-type"));
        String style = answer.text().replaceFirst("(?s).*<style>(.*)</style>.*", "$1");
        String sum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "default-src 'none'; style-src 'sha256-" + sum
                        + "'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                answer.header("content-security-policy"));
        assertEquals("nosniff", answer.header("x-content-type-options"));
    }

    @Test
    void aFileComesWhole() throws Exception {
        Answer answer = ask("GET", "/files/big.zip");
        assertEquals(200, answer.status);
        assertArrayEquals(CONTENT, answer.body);
        assertEquals("attachment", answer.header("content-disposition"));
        assertEquals("bytes", answer.header("accept-ranges"));
    }

    @Test
    void aCutDownloadGoesOnWhereItWas() throws Exception {
        String tag = ask("HEAD", "/files/big.zip").header("etag");
        Answer rest = ask("GET", "/files/big.zip", "Range: bytes=8388604-", "If-Range: " + tag);
        assertEquals(206, rest.status);
        assertEquals("bytes 8388604-8388607/8388608", rest.header("content-range"));
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 8_388_604, 8_388_608), rest.body);
        assertEquals(200, ask("HEAD", "/files/big.zip", "Range: bytes=5-", "If-Range: \"other\"").status);
        Answer outside = ask("GET", "/files/big.zip", "Range: bytes=8388608-");
        assertEquals(416, outside.status);
        assertEquals("bytes */8388608", outside.header("content-range"));
    }

    @Test
    void headSaysWhatGetWould() throws Exception {
        for (String path : List.of("/", "/icon.svg", "/SHA256SUMS", "/files/small", "/files/none")) {
            Answer head = ask("HEAD", path);
            Answer get = ask("GET", path);
            assertEquals(get.status, head.status, path);
            assertEquals(get.header("content-length"), head.header("content-length"), path);
            assertEquals(get.body.length, Integer.parseInt(get.header("content-length")), path);
            assertEquals(0, head.body.length, path);
        }
    }

    @Test
    void sumsAreThoseOfTheFiles() throws Exception {
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        assertTrue(ask("GET", "/SHA256SUMS").text().startsWith(sum + "  big.zip\n"));
        assertTrue(ask("GET", "/").text().contains(sum));
    }

    @Test
    void noPathLeadsOutOfTheFolder() throws Exception {
        assertEquals(200, ask("GET", "/files/small").status);
        for (String path : List.of(
                "/files/link",
                "/files/",
                "/files",
                "/files/../etc/passwd",
                "/files/..%2f..%2fetc%2fpasswd",
                "/files/%2e%2e/small",
                "/files/./small",
                "/files//small",
                "/files/%73mall",
                "/files/small%00",
                "/files/..\\small",
                "/../../../../etc/passwd",
                "//etc/passwd",
                "/etc/passwd",
                "http://127.0.0.1/etc/passwd",
                "*")) {
            int status = ask("GET", path).status;
            assertTrue(status == 404 || status == 400, path + " " + status);
        }
    }

    @Test
    void whoAsksUnderAnotherNameGetsNothing() throws Exception {
        for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example")) {
            Answer answer = raw("GET /files/small HTTP/1.1\r\nHost: " + host + "\r\n");
            assertEquals(421, answer.status, host);
            assertFalse(answer.text().contains("abc"), host);
        }
        assertEquals(421, raw("GET / HTTP/1.0\r\n").status);
        assertEquals(200, raw("GET / HTTP/1.1\r\nHost: localhost:1\r\n").status);
    }

    @Test
    void onlyGetAndHeadAreThere() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "INVENTED")) {
            Answer answer = ask(method, "/");
            assertEquals(405, answer.status, method);
            assertEquals("GET, HEAD", answer.header("allow"), method);
        }
        assertEquals(0, ask("POST", "/", "Content-Length: 5").status);
        assertEquals(0, ask("GET", "/", "Transfer-Encoding: chunked").status);
    }

    @Test
    void hugeHeadersAndLinesAreRefused() throws Exception {
        assertEquals(431, ask("GET", "/", "A: " + "a".repeat(9_000)).status);
        assertEquals(414, ask("GET", "/" + "a".repeat(600)).status);
    }

    /** Before a minute without any byte would do it. */
    @Test
    @Timeout(40)
    void whoReadsTooSlowlyIsCutOff() throws Exception {
        own = deployed(new PageServer.ReadTime(1, 1L << 40));
        try (Socket first = connected(own)) {
            first.getOutputStream().write(bytes("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            everything(first.getInputStream());
        }
        try (Socket slow = connected(own)) {
            slow.getOutputStream().write(bytes("GET /files/big.zip HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            while (!isClosed(slow)) {
                Thread.onSpinWait();
            }
            byte[] read = everything(slow.getInputStream());
            assertTrue(read.length < CONTENT.length, read.length + " bytes");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A connection that the other end has closed takes what is written once, and then no more. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('\r');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The address of the newcomer is another: on loopback all of 127.0.0.0/8 are. */
    @Test
    void aCrowdFromOneAddressDoesNotKeepOthersOut() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (Socket early = new Socket("127.0.0.1", server.port(), java.net.InetAddress.getByName("127.0.0.7"), 0)) {
            for (int i = 0; i < PageServer.MOST_CONNECTIONS + 20; i++) {
                crowd.add(connected(server));
            }
            early.setSoTimeout(20_000);
            early.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', early.getInputStream().read());
            assertEquals(-1, crowd.get(0).getInputStream().read());
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    @Test
    void consoleBySshIsShownWhileItsHostTellsIt() throws Exception {
        SshPlace place = new SshPlace(15_622, "SHA256:" + "x".repeat(43));
        place.write(data);
        awaitPage(page -> page.contains("ssh -p 15622 NAME@127.0.0.1") && page.contains(place.key()));
        Files.writeString(data.resolve("ssh-host"), "22 SHA256:<script>");
        awaitPage(page -> !page.contains("ssh -p"));
        new SshPlace(15_623, place.key()).write(data);
        place.remove(data);
        awaitPage(page -> page.contains("ssh -p 15623"));
        new SshPlace(15_623, place.key()).remove(data);
        assertFalse(Files.exists(data.resolve("ssh-host")));
    }

    private static void awaitPage(Predicate<String> holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> holds.test(ask("GET", "/").text()));
    }
}
