package org.hobnob.launcher.web;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.hobnob.launcher.http.BoundedHttp;
import org.hobnob.launcher.http.Paced;
import org.hobnob.net.SocketControl;

/**
 * Serves the page, its icon, and the files that are handed out: {@code GET} and {@code HEAD}, nothing else. Whoever asks or
 * reads without end takes little from the registry, and does not keep others out.
 */
public final class PageServer extends VerticleBase {
    /** Thirty browsers open six each. */
    static final int MOST_CONNECTIONS = 256;

    private static final int MOST_HEADER_BYTES = 8_192;
    private static final long LOOK_MS = 2_000;
    private static final String FILES = "/files/";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SVG = "image/svg+xml";
    private static final String BYTES = "application/octet-stream";

    private final SocketAddress address;
    private final Downloads downloads;
    private final IntFunction<PageFacts> facts;
    private final Supplier<Optional<SshPlace>> ssh;
    private final ReadTime readTime;
    private final String style = resource("page.css");
    private final Buffer icon = Buffer.buffer(resource("icon.svg"));
    private final String policy = "default-src 'none'; style-src 'sha256-" + base64Sha256("\n" + style)
            + "'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private final Map<ComputerSystem, Buffer> pages = new EnumMap<>(ComputerSystem.class);
    private PageFacts said;
    private HostNames hosts;
    private List<Download> shown = List.of();
    private Paced<Void> look;
    private HttpServer server;

    /**
     * @param address where to listen; port 0 picks a free one
     * @param folder of the files that are handed out; it may be missing, and come later
     * @param facts what the page says, from the port at which it is
     * @param ssh looks where consoles are to be had by SSH; blocks
     */
    public PageServer(
            SocketAddress address, Path folder, IntFunction<PageFacts> facts, Supplier<Optional<SshPlace>> ssh) {
        this(address, folder, facts, ssh, ReadTime.USUAL);
    }

    PageServer(
            SocketAddress address,
            Path folder,
            IntFunction<PageFacts> facts,
            Supplier<Optional<SshPlace>> ssh,
            ReadTime readTime) {
        this.ssh = ssh;
        this.address = address;
        downloads = new Downloads(folder, Clock.systemUTC());
        this.facts = facts;
        this.readTime = readTime;
    }

    @Override
    public Future<?> start() {
        look = new Paced<>(
                vertx,
                LOOK_MS,
                () -> vertx.executeBlocking(
                                () -> {
                                    downloads.look();
                                    return ssh.get();
                                },
                                false)
                        .map(found -> {
                            tell(found);
                            return null;
                        }));
        return BoundedHttp.listen(vertx, address, MOST_CONNECTIONS, MOST_HEADER_BYTES, this::answer)
                .onSuccess(listening -> {
                    server = listening;
                    said = facts.apply(listening.actualPort());
                    hosts = HostNames.of(said.places());
                    look.get();
                });
    }

    private void tell(Optional<SshPlace> found) {
        if (!said.ssh().equals(found)) {
            said = said.with(found);
            pages.clear();
        }
    }

    /** The TCP port on which the server listens; valid once it is deployed. */
    public int port() {
        return server.actualPort();
    }

    /** Where the page can be had; valid once it is deployed. */
    public List<String> urls() {
        return said.places().stream().map(place -> "http://" + place + "/").toList();
    }

    private Future<?> answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", policy);
        boolean isKnown =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!isKnown) {
            response.putHeader("allow", "GET, HEAD");
            return text(request, 405, "there is GET and HEAD");
        }
        if (!hosts.isOurs(request.getHeader("host"))) {
            return text(request, 421, "open " + said.address());
        }
        return asked(request);
    }

    private Future<?> asked(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/icon.svg")) {
            return whole(request, 200, SVG, icon);
        }
        if (path.equals("/")) {
            return current().compose(looked -> page(request));
        }
        if (path.equals("/SHA256SUMS")) {
            return current().compose(looked -> whole(request, 200, TEXT, Buffer.buffer(downloads.sums())));
        }
        // A path is not decoded: the names that are handed out need no encoding.
        Optional<Download> file =
                path.startsWith(FILES) ? downloads.find(path.substring(FILES.length())) : Optional.empty();
        return file.<Future<?>>map(found -> file(request, found))
                .orElseGet(() -> text(request, 404, "there is no such thing here; open " + said.address()));
    }

    /** What was there a moment ago is enough, also if looking fails: who opens the page does not wait. */
    private Future<Void> current() {
        return look.recent().otherwiseEmpty();
    }

    private Future<Void> page(HttpServerRequest request) {
        Collection<Download> now = downloads.files();
        if (!shown.equals(List.copyOf(now))) {
            shown = List.copyOf(now);
            pages.clear();
        }
        ComputerSystem visitor = ComputerSystem.ofBrowser(request.getHeader("user-agent"));
        Buffer page =
                pages.computeIfAbsent(visitor, system -> Buffer.buffer(new Page(said, shown, system, style).html()));
        request.response().putHeader("cache-control", "no-store").putHeader("vary", "user-agent");
        return whole(request, 200, HTML, page);
    }

    private Future<Void> file(HttpServerRequest request, Download file) {
        return vertx.executeBlocking(() -> downloads.open(file), false)
                .otherwise(Optional.empty())
                .compose(opened -> opened.map(
                                channel -> send(request, file, channel).eventually(() -> closed(channel)))
                        .orElseGet(
                                () -> text(request, 404, "this file has changed; load " + said.address() + " anew")));
    }

    private Future<Void> send(HttpServerRequest request, Download file, FileChannel channel) {
        String tag = '"' + file.sha256() + '"';
        HttpServerResponse response = request.response()
                .putHeader("accept-ranges", "bytes")
                .putHeader("etag", tag)
                .putHeader("cache-control", "no-cache")
                .putHeader("content-type", BYTES)
                .putHeader("content-disposition", "attachment");
        String condition = request.getHeader("if-range");
        boolean isSame = condition == null || condition.equals(tag);
        ByteRange range = ByteRange.of(isSame ? request.getHeader("range") : null, file.size());
        if (range.isOutside()) {
            response.putHeader("content-range", "bytes */" + file.size());
            return text(request, 416, "the file has " + file.size() + " bytes");
        }
        if (range.isPart()) {
            long last = range.from() + range.length() - 1;
            response.setStatusCode(206)
                    .putHeader("content-range", "bytes " + range.from() + "-" + last + "/" + file.size());
        }
        response.putHeader("content-length", Long.toString(range.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            return response.end();
        }
        long tooLong = vertx.setTimer(readTime.ms(range.length()), due -> SocketControl.closeNow(request.connection()));
        return response.sendFile(channel, range.from(), range.length()).onComplete(sent -> vertx.cancelTimer(tooLong));
    }

    private Future<Void> closed(FileChannel channel) {
        return vertx.executeBlocking(
                () -> {
                    channel.close();
                    return null;
                },
                false);
    }

    private static Future<Void> text(HttpServerRequest request, int status, String words) {
        return whole(request, status, TEXT, Buffer.buffer(words + "\n"));
    }

    private static Future<Void> whole(HttpServerRequest request, int status, String type, Buffer body) {
        HttpServerResponse response = request.response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .putHeader("content-length", Integer.toString(body.length()));
        return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(body);
    }

    private static String resource(String name) {
        try (InputStream in = PageServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64Sha256(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How long somebody may take to read a file: a connection that goes on for ever, a byte at a time, would cost a file and
     * a buffer of the system.
     *
     * @param anyMs what everybody has, in milliseconds
     * @param bytesPerMs and then so many bytes each millisecond
     */
    record ReadTime(long anyMs, long bytesPerMs) {
        /** 16 KB a second, a tenth of the slowest Wi-Fi; a download that is cut goes on where it was. */
        static final ReadTime USUAL = new ReadTime(TimeUnit.MINUTES.toMillis(1), 16);

        long ms(long bytes) {
            return anyMs + bytes / bytesPerMs;
        }
    }
}
