package org.hobnob.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.hobnob.net.tls.PinnedTrust;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry that stops says to those who are in the middle of asking (SPEC 4.7). */
@Tag("slow")
class GoodbyeTest {
    @Test
    void goodbyeArrivesThoughRequestsWereUnread(@TempDir Path folder) throws Exception {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings())) {
            registry.connect().register("dana");
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new PinnedTrust(Optional.empty(), Clock.systemUTC())}, null);
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", registry.port())) {
                socket.setSoTimeout(20_000);
                BufferedReader told =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                say(socket, "@1 LOGIN dana " + NativeClient.PASSWORD + " 4000\n");
                String reply = told.readLine();
                assertTrue(reply.contains("200"), reply);
                say(socket, "PING\n".repeat(20_000));
                registry.stop();
                String last = "";
                for (String line = told.readLine(); line != null; line = told.readLine()) {
                    last = line.startsWith("@!") ? line : last;
                }
                assertEquals("@! SESSION_ENDED shutdown", last);
            }
        }
    }

    private static void say(SSLSocket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
