package org.hobnob.launcher.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in Chromium, which says what it refuses to load and how wide everything is. Pictures go to {@code target/page}. */
@Tag("slow")
@Tag("long")
class PageInBrowserTest {
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "page");
    private static final Pattern STARTED = Pattern.compile("started successfully on port ([0-9]+)");
    private static final JoinLink LINK =
            JoinLink.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52)).orElseThrow();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path folder;

    private static Process driver;
    private static String driverUrl;
    private static PageServer server;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Files.isExecutable(DRIVER) && Files.isExecutable(BROWSER),
                "there is no Chromium with its driver: apt-get install chromium chromium-driver");
        Files.createDirectories(PICTURES);
        for (String name :
                List.of("hobnob-0.1.0-windows-x64.zip", "hobnob-0.1.0-linux-x64.tar.gz", "hobnob-0.1.0.zip")) {
            Files.setLastModifiedTime(
                    Files.writeString(folder.resolve(name), name),
                    FileTime.from(Instant.parse("2026-01-31T10:11:12Z")));
        }
        server = new PageServer(
                SocketAddress.inetSocketAddress(0, "127.0.0.1"),
                folder,
                port -> new PageFacts(
                        "Lab <3",
                        "0.1.0",
                        "AAAA-BBBB-CCCC-DDDD",
                        Optional.of(LINK),
                        List.of(new HostPort("127.0.0.1", port)),
                        true,
                        Optional.empty()),
                Optional::empty);
        VERTX.deployVerticle(server).await(40, TimeUnit.SECONDS);
        driver = new ProcessBuilder(DRIVER.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        Matcher started = STARTED.matcher("");
        while (!started.find()) {
            started.reset(said.readLine());
        }
        driverUrl = "http://127.0.0.1:" + started.group(1);
    }

    @AfterAll
    static void stop() throws Exception {
        if (driver != null) {
            driver.destroy();
        }
        VERTX.close().await(40, TimeUnit.SECONDS);
    }

    private static Object call(String method, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(driverUrl + path))
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body == null ? "" : body.encode()))
                .build();
        JsonObject answer = new JsonObject(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (answer.getValue("value") instanceof JsonObject value && value.containsKey("error")) {
            throw new IllegalStateException(value.getString("message"));
        }
        return answer.getValue("value");
    }

    /** A window of that size, which loads the page. */
    private record Window(String path) implements AutoCloseable {
        static Window open(int width, int height) throws Exception {
            JsonObject chrome = new JsonObject()
                    .put("binary", BROWSER.toString())
                    .put(
                            "args",
                            new JsonArray(List.of(
                                    "--headless=new",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-background-networking",
                                    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")))
                    .put(
                            "mobileEmulation",
                            new JsonObject()
                                    .put(
                                            "deviceMetrics",
                                            new JsonObject()
                                                    .put("width", width)
                                                    .put("height", height)
                                                    .put("pixelRatio", 1)
                                                    .put("touch", true)));
            JsonObject wanted = new JsonObject()
                    .put("browserName", "chrome")
                    .put("goog:loggingPrefs", new JsonObject().put("browser", "ALL"))
                    .put("goog:chromeOptions", chrome);
            JsonObject session = (JsonObject) call(
                    "POST",
                    "/session",
                    new JsonObject().put("capabilities", new JsonObject().put("alwaysMatch", wanted)));
            Window window = new Window("/session/" + session.getString("sessionId"));
            call("POST", window.path + "/url", new JsonObject().put("url", "http://127.0.0.1:" + server.port() + "/"));
            return window;
        }

        Object run(String script) throws Exception {
            return call(
                    "POST",
                    path + "/execute/sync",
                    new JsonObject().put("script", script).put("args", new JsonArray()));
        }

        /** What the browser complains of: things that it did not load, styles that it did not take. */
        List<Object> complaints() throws Exception {
            JsonArray log = (JsonArray) call("POST", path + "/se/log", new JsonObject().put("type", "browser"));
            return log.stream().toList();
        }

        void picture(String name) throws Exception {
            String png = (String) call("GET", path + "/screenshot", null);
            Files.write(PICTURES.resolve(name), Base64.getDecoder().decode(png));
        }

        @Override
        public void close() throws IOException {
            try {
                call("DELETE", path, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void assertFits(Window window, int width) throws Exception {
        assertEquals(width, window.run("return document.documentElement.scrollWidth"));
        JsonArray outside = (JsonArray) window.run("return [...document.querySelectorAll('body *')].filter(e => {"
                + "const r = e.getBoundingClientRect(); return r.width > 2 && (r.left < 0 || r.right > innerWidth + 1)"
                + "}).map(e => e.outerHTML.slice(0, 80))");
        assertEquals(new JsonArray(), outside);
    }

    @Test
    void aPhoneShowsItWithoutScrollingSideways() throws Exception {
        try (Window window = Window.open(390, 844)) {
            assertFits(window, 390);
            assertEquals(List.of(), window.complaints());
            window.picture("phone.png");
        }
        try (Window window = Window.open(320, 568)) {
            assertFits(window, 320);
        }
    }

    @Test
    void aLaptopShowsTheStepsBesideEachOther() throws Exception {
        try (Window window = Window.open(1_280, 900)) {
            assertFits(window, 1_280);
            assertEquals(List.of(), window.complaints());
            assertEquals(
                    1,
                    window.run("return new Set([...document.querySelectorAll('.steps > li')]"
                            + ".map(e => e.getBoundingClientRect().top)).size"));
            assertEquals("Join Lab <3", window.run("return document.querySelector('h1').textContent"));
            window.picture("laptop.png");
        }
    }

    /** WCAG asks for 4.5 to 1. */
    @Test
    void textIsReadableInTheLightAndInTheDark() throws Exception {
        try (Window window = Window.open(1_280, 900)) {
            for (String scheme : List.of("light", "dark")) {
                JsonObject feature =
                        new JsonObject().put("name", "prefers-color-scheme").put("value", scheme);
                call(
                        "POST",
                        window.path + "/goog/cdp/execute",
                        new JsonObject()
                                .put("cmd", "Emulation.setEmulatedMedia")
                                .put("params", new JsonObject().put("features", new JsonArray().add(feature))));
                assertEquals(new JsonArray(), window.run(CONTRAST), scheme);
                window.picture(scheme + ".png");
            }
        }
    }

    private static final String CONTRAST = """
            const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
            const light = rgb => .2126 * channel(rgb[0]) + .7152 * channel(rgb[1]) + .0722 * channel(rgb[2]);
            const numbers = color => (color.match(/[0-9.]+/g) || []).map(Number);
            const behind = e => { for (; e; e = e.parentElement) {
              const c = numbers(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
              return [255, 255, 255]; };
            return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes]
              .some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility()).filter(e => {
                const a = light(numbers(getComputedStyle(e).color)), b = light(behind(e));
                return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5;
              }).map(e => e.outerHTML.slice(0, 80));
            """;

    @Test
    void paperHasTheAddressAndItsCodeOnOnePage() throws Exception {
        try (Window window = Window.open(1_280, 900)) {
            String pdf = (String) call(
                    "POST",
                    window.path + "/print",
                    new JsonObject()
                            .put("page", new JsonObject().put("width", 21.0).put("height", 29.7)));
            byte[] bytes = Base64.getDecoder().decode(pdf);
            Files.write(PICTURES.resolve("notice.pdf"), bytes);
            Matcher pages =
                    Pattern.compile("/Type\\s*/Page[^s]").matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            assertEquals(1, pages.results().count());
            assertTrue(bytes.length > 10_000, bytes.length + " bytes");
        }
    }

    @Test
    void headingsFollowEachOtherAndPicturesHaveWords() throws Exception {
        try (Window window = Window.open(390, 844)) {
            assertEquals(1, window.run("return document.querySelectorAll('h1').length"));
            assertEquals(
                    0,
                    window.run("let last = 1; return [...document.querySelectorAll('h1,h2,h3')].filter(h => {"
                            + "const l = +h.tagName[1], bad = l > last + 1; last = l; return bad }).length"));
            assertEquals(
                    0,
                    window.run("return [...document.querySelectorAll('svg')].filter(s =>"
                            + "s.getAttribute('aria-hidden') !== 'true' && !s.getAttribute('aria-label')).length"));
            assertEquals("en", window.run("return document.documentElement.lang"));
        }
    }
}
