package org.hobnob.launcher.bench.target;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.hobnob.launcher.cli.Home;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;

/**
 * The process of the floor: a server on the registry's TLS that answers each line at once with a PONG, and does nothing
 * else. A line that ends with {@value #SIZED} and a number asks for an answer longer by so many bytes, at most
 * {@value #MOST_BYTES}. Prints its port, and ends at the end of its input.
 */
public final class EchoMain {
    /** What comes before the size of the answer that a line asks for. */
    public static final String SIZED = " bytes=";

    static final String PORT = "port: ";
    static final int MOST_BYTES = 65_536;
    private static final String FILLING = "x".repeat(MOST_BYTES);
    private static final String LOOPBACK = "127.0.0.1";

    private EchoMain() {}

    public static void main(String[] arguments) throws IOException {
        Home.configureLogging();
        TlsEngine engine = TlsEngine.valueOf(arguments[0]);
        SecureRandom random = new SecureRandom();
        NodeCertificate certificate = NodeCertificate.issue(
                P256.generate(random), List.of("localhost"), Clock.systemUTC().instant(), random);
        NetServerOptions options =
                ServerTls.options(certificate, engine).setHost(LOOPBACK).setPort(0);
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()).build();
        NetServer server = vertx.createNetServer(options);
        server.connectHandler(
                socket -> socket.handler(RecordParser.newDelimited("\n", line -> socket.write(answer(line)))));
        server.listen().onSuccess(listening -> System.out.println(PORT + listening.actualPort()));
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        Runtime.getRuntime().halt(0);
    }

    static Buffer answer(Buffer line) {
        String asked = line.toString(StandardCharsets.UTF_8);
        String tag = NativeLine.tagOf(asked);
        return Buffer.buffer(NativeReplies.print(tag, new Reply.Pong()).print() + filling(asked) + "\n");
    }

    private static String filling(String asked) {
        int sized = asked.lastIndexOf(SIZED);
        if (sized < 0) {
            return "";
        }
        int bytes = Integer.parseInt(asked.substring(sized + SIZED.length()).strip());
        return " " + FILLING.substring(0, Math.max(0, Math.min(bytes, MOST_BYTES) - 1));
    }
}
