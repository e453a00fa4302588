package org.hobnob.testing;

import static org.hobnob.testing.Await.PATIENCE;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.net.tls.ShownCertificate;
import org.hobnob.protocol.login.LoginProof;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.Fingerprint;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;

/**
 * A native peer as the wire sees it: lines in and out over pinned TLS, replies by their tags, notices in a queue. What takes
 * longer than it is allowed, or is asked over a lost connection, throws {@link UncheckedIOException}. Rooms' instances, which
 * are random, are replaced by {@link #INSTANCE} in what is told.
 */
public final class NativeClient implements Closeable {
    /** The password of everybody here, as it travels. */
    public static final String PASSWORD = PasswordHash.ofPassword("open sesame").hex();

    /** Stands for the instance of every room, as native lines name it. */
    public static final String INSTANCE = " instance=" + "0".repeat(32);

    private static final Pattern INSTANCES = Pattern.compile(" instance=[0-9a-f]{32}");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String OWN_TAG = "q";

    private final SSLSocket socket;
    private final long timeoutMs;
    private final AtomicInteger lastTag = new AtomicInteger();
    private final Map<String, Promise<String>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> others = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String registries = "";
    private volatile SessionCredentials credentials;

    private NativeClient(SSLSocket socket, long timeoutMs) {
        this.socket = socket;
        this.timeoutMs = timeoutMs;
        Thread reader = new Thread(this::read, "native client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects to loopback and trusts whatever is there. */
    public static NativeClient connect(int port) {
        return connect(LOOPBACK, port, PATIENCE.toMillis());
    }

    /** @param timeoutMs how long the connection and each answer may take */
    public static NativeClient connect(String host, int port, long timeoutMs) {
        return connect(LOOPBACK, new InetSocketAddress(host, port), Optional.empty(), timeoutMs);
    }

    /** Connects to loopback from one of its addresses, and trusts the pin alone. */
    public static NativeClient connect(int port, Pin pin, String from) {
        return connect(from, new InetSocketAddress(LOOPBACK, port), Optional.of(pin), PATIENCE.toMillis());
    }

    private static NativeClient connect(String from, InetSocketAddress to, Optional<Pin> pin, long timeoutMs) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedTrust(pin, Clock.systemUTC())}, null);
            Socket plain = new Socket();
            if (to.getAddress().isLoopbackAddress()) {
                plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            }
            plain.connect(to, (int) timeoutMs);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) timeoutMs);
            SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, to.getHostString(), to.getPort(), true);
            tls.startHandshake();
            tls.setSoTimeout(0);
            return new NativeClient(tls, timeoutMs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line);
            }
        } catch (IOException lost) {
            // As good as closed.
        } finally {
            closed.countDown();
            asked.values().forEach(promise -> promise.tryFail(lost()));
        }
    }

    private void take(String line) {
        String tag = line.substring(1, line.indexOf(' '));
        String rest = INSTANCES.matcher(line.substring(line.indexOf(' ') + 1)).replaceAll(INSTANCE);
        Promise<String> asker = asked.remove(tag);
        if (asker != null) {
            asker.complete(rest);
        } else if (tag.equals(NativeLine.NOTICE) && rest.startsWith("REGISTRIES ")) {
            registries = rest;
        } else if (tag.equals(NativeLine.NOTICE)) {
            notices.add(rest);
        } else {
            others.add(line);
        }
    }

    private static UncheckedIOException lost() {
        return new UncheckedIOException(new IOException("the registry closed the connection"));
    }

    /** Asks, and gives the reply without its tag. */
    public Future<String> asking(String command) {
        String tag = OWN_TAG + lastTag.incrementAndGet();
        Promise<String> promise = Promise.promise();
        asked.put(tag, promise);
        try {
            send("@" + tag + " " + command + "\n");
        } catch (UncheckedIOException e) {
            promise.tryFail(e);
        }
        if (isClosed()) {
            promise.tryFail(lost());
        }
        return promise.future();
    }

    /** The reply without its tag. */
    public String ask(String command) {
        return answer(asking(command));
    }

    /** The reply to what was asked before, without its tag. */
    public String answer(Future<String> asking) {
        try {
            return asking.toCompletionStage().toCompletableFuture().get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw (UncheckedIOException) e.getCause();
        } catch (TimeoutException e) {
            throw new UncheckedIOException(new IOException("no answer within " + timeoutMs + " ms", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** The reply as a value. */
    public Reply ask(Request request) {
        return reply(request.command(), ask(spelt(request)));
    }

    /** The request without a tag. */
    public static String spelt(Request request) {
        return NativeRequests.print("x", request).print().substring("@x ".length());
    }

    /** What a reply without its tag says. */
    public static Reply reply(Command asked, String line) {
        Parsed<Reply> parsed =
                NativeReplies.parse(NativeLine.parse("@x " + line).orElseThrow(), asked);
        if (parsed instanceof Parsed.Valid<Reply> valid) {
            return valid.value();
        }
        throw new AssertionError("no reply to " + asked + ": " + line);
    }

    /** The certificate that the registry showed. */
    public ShownCertificate shown() {
        return ShownCertificate.toClient(socket.getSession()).orElseThrow();
    }

    /** Says hello; what came back. */
    public Reply.HelloBack hello() {
        return (Reply.HelloBack) ask(new Request.Hello(1, "test"));
    }

    /** Says hello; what a proof on this connection must be bound to. */
    public LoginProof.Binding drawBinding() {
        ShownCertificate certificate = shown();
        return new LoginProof.Binding(
                new Fingerprint(certificate.pin().hex()),
                new Fingerprint(certificate.leaf()),
                hello().challenge().orElseThrow());
    }

    /** Asks for an account with {@link #PASSWORD}; the reply. */
    public String register(String user) {
        return ask("REGISTER " + user + " " + PASSWORD);
    }

    /** Asks for a session with {@link #PASSWORD}; the reply. */
    public String login(String user) {
        return ask("LOGIN " + user + " " + PASSWORD + " 4000");
    }

    /** Logs in or resumes, and remembers what came with it. */
    public NativeClient enter(String command) {
        String line = ask(command);
        if (reply(Command.LOGIN, line) instanceof Reply.LoggedIn loggedIn) {
            credentials = loggedIn.credentials().orElseThrow();
            return this;
        }
        throw new AssertionError(line);
    }

    /** What the last {@link #enter} brought. */
    public SessionCredentials credentials() {
        return credentials;
    }

    /** Sends as it stands, tag and line feed included. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next notice, without its tag; but for those of {@link #registries}. */
    public String notice() {
        return next(notices);
    }

    /** The next notice that starts so; those before it are passed over. */
    public String notice(String start) {
        String notice = notice();
        while (!notice.startsWith(start)) {
            notice = notice();
        }
        return notice;
    }

    /** What was told last of where the registries are; empty before anything was. */
    public String registries() {
        return registries;
    }

    /** Whether no notice has come that was not taken. */
    public boolean hasNoNotice() {
        return notices.isEmpty();
    }

    /** The next line, tag included, that answers none of this client's own tags. */
    public String line() {
        return next(others);
    }

    private String next(BlockingQueue<String> queue) {
        try {
            String line = queue.poll(timeoutMs, TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new UncheckedIOException(new IOException("nothing came within " + timeoutMs + " ms"));
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** The port that the registry sees. */
    public int sourcePort() {
        return socket.getLocalPort();
    }

    /** Waits until the registry has closed the connection. */
    public void awaitClosed() {
        try {
            if (!closed.await(timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not closed within " + timeoutMs + " ms");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Drops the connection without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // The registry closed first.
        }
    }
}
