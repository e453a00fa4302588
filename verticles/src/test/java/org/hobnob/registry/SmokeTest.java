package org.hobnob.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {
    private static final X509TrustManager ANY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    @TempDir
    Path folder;

    @Test
    void originalAndNativeTalkToOneRegistry() throws Exception {
        Vertx vertx = Vertx.vertx();
        RegistryFixture fixture = RegistryFixture.start(vertx, folder, RegistryFixture.settings())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {ANY}, null);
        String hash = "a".repeat(64);
        try (SSLSocket s = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", fixture.port())) {
            s.setSoTimeout(5000);
            say(s, "HELLO_P2P");
            assertEquals("HELLO_BACK SUCCESS 200 ", hear(s));
            say(s, "REGISTER Kareem " + hash);
            assertEquals("REGISTER <SUCCESS> <200>", hear(s));
            say(s, "LOGIN Kareem " + hash);
            assertEquals("AUTH <SUCCESS> <200>", hear(s));
            say(s, "CREATE-CHAT-ROOM room170 Kareem");
            assertEquals("CREATION <SUCCESS> <200>", hear(s));
            say(s, "SHOW-ROOM-LIST");
            assertEquals("ROOMS-LIST <SUCCESS> <200> room170 ['Kareem'] Kareem.", hear(s));
            say(s, "SEARCH_USER kareem");
            assertEquals("SEARCH_USER_RESPONSE <SUCCESS> <200> 127.0.0.1:" + s.getLocalPort(), hear(s));
            try (SSLSocket n = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", fixture.port())) {
                n.setSoTimeout(5000);
                say(n, "@1 HELLO_P2P version=1\n@2 REGISTER dana " + hash + "\n");
                System.out.println(hear(n));
                System.out.println(hear(n));
                say(n, "@3 LOGIN dana " + hash + " 4000\n");
                System.out.println(hear(n));
                say(
                        n,
                        "@4 JOIN_CHAT_ROOM room170 - 1\n@5 DISCOVER_PEERS room170\n@6 SHOW_ROOMS_LIST DETAILED\n@7 DISCOVER_PEERS DETAILED\n");
                for (int i = 0; i < 4; i++) System.out.println(hear(n));
                say(s, "LOGOUT Kareem");
                System.out.println(hear(n));
            }
        }
        fixture.stop(vertx).toCompletionStage().toCompletableFuture().get();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static void say(SSLSocket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String hear(SSLSocket socket) throws Exception {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1024];
        int n = in.read(buffer);
        return n < 0 ? "<closed>" : new String(buffer, 0, n, StandardCharsets.UTF_8);
    }
}
