package org.hobnob.launcher.admin;

import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbText;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.socket.ChannelStreams;
import org.hobnob.socket.LimitedLines;

/** A program's side of the administration socket. Blocking. Not thread-safe. */
final class AdminClient implements Closeable {
    private static final int MOST_BYTES = 8 * 1_024 * 1_024;

    private final Path data;
    private final SocketChannel channel;
    private final OutputStream out;
    private final LimitedLines in;
    private int requests;

    private AdminClient(Path data, SocketChannel channel) {
        this.data = data;
        this.channel = channel;
        out = ChannelStreams.out(channel);
        in = new LimitedLines(ChannelStreams.in(channel), MOST_BYTES);
    }

    /**
     * Connects to the registry that has this data folder.
     *
     * @throws UserFacingException if none runs
     */
    static AdminClient connect(Path data) {
        SocketPlace place = new SocketPlace(data, System.getenv());
        try {
            Optional<SocketPlace.Port> port = place.port();
            return port.isPresent()
                    ? overLoopback(data, port.get())
                    : new AdminClient(data, SocketChannel.open(UnixDomainSocketAddress.of(place.path())));
        } catch (IOException | UnsupportedOperationException e) {
            throw noRegistry(data, e);
        }
    }

    private static AdminClient overLoopback(Path data, SocketPlace.Port port) throws IOException {
        AdminClient client = new AdminClient(
                data, SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number())));
        client.write(port.secret());
        return client;
    }

    private void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static UserFacingException noRegistry(Path data, Exception cause) {
        return new UserFacingException(
                ExitCode.NETWORK,
                "no registry answers in " + data + ": start it (hobnob registry), run this command as the user who runs"
                        + " it, or name the folder of its data with --data or HOBNOB_DATA",
                cause);
    }

    /**
     * Asks for a verb and waits for the answer.
     *
     * @throws UserFacingException if it is refused; the message says why
     */
    JsonObject ask(Verb verb, JsonObject args) {
        requests++;
        JsonObject request =
                new JsonObject().put("id", requests).put("verb", verb.action()).put("args", args);
        try {
            write(request.encode());
            return answer();
        } catch (IOException e) {
            throw noRegistry(data, e);
        }
    }

    /**
     * Waits for what a verb tells after its answer.
     *
     * @return {@code row}, or {@code missed} with how many were not read in time
     * @throws UserFacingException if the registry ends
     */
    JsonObject next() {
        try {
            return read("the registry has ended, or closed the connection: see its log");
        } catch (IOException e) {
            throw noRegistry(data, e);
        }
    }

    private JsonObject read(String ended) throws IOException {
        LimitedLines.Line line = in.next();
        if (line == null || line.isTooLong()) {
            throw new UserFacingException(ExitCode.NETWORK, ended);
        }
        return new JsonObject(line.text());
    }

    private JsonObject answer() throws IOException {
        JsonObject answer = read("the registry closed the connection: see its log (too many programs at once?)");
        JsonObject error = answer.getJsonObject("error");
        if (error != null) {
            throw refused(error);
        }
        return answer.getJsonObject("result");
    }

    private static UserFacingException refused(JsonObject error) {
        Reason reason = Reason.ofWord(error.getString("reason")).orElse(Reason.INTERNAL);
        String text = Optional.ofNullable(error.getString("detail"))
                .orElseGet(() -> VerbText.refusal(reason, error.getLong("waitMs", 0L)));
        return new UserFacingException(exitCode(reason), text);
    }

    private static ExitCode exitCode(Reason reason) {
        return switch (reason) {
            case MALFORMED, TOO_LONG -> ExitCode.USAGE;
            case UNAVAILABLE -> ExitCode.NETWORK;
            case SLOW_DOWN -> ExitCode.RATE_LIMITED;
            case INTERNAL -> ExitCode.INTERNAL;
            default -> ExitCode.USER_FIXABLE;
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
