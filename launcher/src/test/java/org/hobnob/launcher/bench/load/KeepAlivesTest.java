package org.hobnob.launcher.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Tag("slow")
class KeepAlivesTest {
    private static final List<String> SOURCES = List.of("127.0.2.1", "127.0.2.2");

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepAlivesComeFromTheAddressOfTheConnection(Vertx vertx, VertxTestContext context) {
        Set<String> seen = new TreeSet<>();
        var registry = vertx.createDatagramSocket();
        registry.handler(packet -> {
            seen.add(packet.data() + " " + packet.sender().host());
            if (seen.size() == 2) {
                context.verify(() -> assertEquals(
                        Set.of("127.0.2.1", "127.0.2.2"),
                        Set.copyOf(seen.stream()
                                .map(one -> one.substring(one.lastIndexOf(' ') + 1))
                                .toList())));
                context.completeNow();
            }
        });
        vertx.runOnContext(go -> registry.listen(0, "127.0.0.1").onComplete(context.succeeding(listening -> {
            KeepAlives keepAlives = new KeepAlives(vertx, "127.0.0.1", 2, SOURCES, System::nanoTime);
            keepAlives.start(listening.localAddress().port()).onComplete(context.succeeding(started -> {
                for (String source : SOURCES) {
                    keepAlives.begin(peer("p" + source.substring(8), keepAlives), Optional.empty(), source);
                }
            }));
        })));
    }

    private static SimulatedPeer peer(String name, KeepAlives keepAlives) {
        return new SimulatedPeer(
                new UserName(name), PasswordHash.ofPassword("x"), DialectName.ORIGINAL, null, keepAlives);
    }
}
