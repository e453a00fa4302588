package org.hobnob.peer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.Recording.Said;
import org.hobnob.testing.RegistryFixture;

/**
 * Writes down what verticles of a registry and of two peers say to each other, by the names of the verticles. Before those
 * of a peer stands its user's name.
 */
final class ExchangeRecorder {
    private static final Map<String, String> AT_ADDRESS = Map.of(
            Addresses.AUTH, "Auth",
            Addresses.PRESENCE, "Presence",
            Addresses.KEEP_ALIVE, "KeepAlive",
            Addresses.ROOMS, "Rooms",
            Addresses.PEER_REGISTRY, "RegistryLink",
            Addresses.PEER_CHAT, "DirectChat",
            Addresses.PEER_ROOM, "MulticastRoom",
            Addresses.PEER_CONSOLE, "Console",
            Addresses.PEER_CONTACTS, "ContactKeys");

    private static final Pattern VERTICLE = Pattern.compile(".*\\.([A-Za-z]+)Verticle");
    private static final Pattern LINE = Pattern.compile("@\\S+ (\\w+)(?: <(\\w+)> <(\\d+)>)?.*");
    private static final Map<Character, String> KINDS = Map.of('\3', "SEALED", '\4', "STATUS", '\5', "NAK");

    private final Recording recording = new Recording();
    private final RegistryFixture registry;

    ExchangeRecorder(RegistryFixture registry) {
        this.registry = registry;
        recordBus(registry.vertx(), "");
    }

    Recording recording() {
        return recording;
    }

    /**
     * Returns a Vert.x for one of two peers, whose sockets and bus are recorded.
     *
     * @param user who uses it
     * @param other who uses the other one
     */
    Vertx vertx(String user, String other) {
        RecordedSockets.Ear ear = new RecordedSockets.Ear() {
            @Override
            public void line(boolean sent, InetSocketAddress at, String line) {
                recordLine(sent ? user : other, sent ? other : user, at.getPort() == registry.port(), sent, line);
            }

            @Override
            public void datagram(InetSocketAddress to, String bytes) {
                recordDatagram(user, to, bytes);
            }
        };
        Vertx vertx = new RecordedSockets(ear).builder(new VertxOptions()).build();
        recordBus(vertx, user);
        return vertx;
    }

    private void recordLine(String from, String to, boolean isRegistrys, boolean sent, String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return;
        }
        String name = parts.group(1);
        String text = parts.group(2) == null ? name : name + " " + parts.group(2) + " " + parts.group(3);
        if (isRegistrys) {
            String link = (sent ? from : to) + "RegistryLink";
            recording.add(sent ? link : "Gateway", sent ? "Gateway" : link, text);
        } else {
            String verticle = name.contains("ROOM") || name.contains("BROADCAST") ? "MulticastRoom" : "DirectChat";
            recording.add(from + verticle, to + verticle, text);
        }
    }

    private void recordDatagram(String user, InetSocketAddress to, String bytes) {
        if (to.getAddress().isMulticastAddress() && bytes.startsWith("HB")) {
            recording.add(user + "MulticastRoom", "group", KINDS.get(bytes.charAt(3)));
        } else if (to.getPort() == registry.udpPort()) {
            recording.add(user + "RegistryLink", "KeepAlive", bytes.replaceFirst(" .*", ""));
        }
    }

    /** @param user whose peer has it; empty if it is the registry's */
    private void recordBus(Vertx vertx, String user) {
        Map<String, Said> asked = new ConcurrentHashMap<>();
        vertx.eventBus().addOutboundInterceptor(delivery -> {
            Message<?> message = delivery.message();
            Said request = asked.get(message.address());
            String verticle = AT_ADDRESS.get(message.address());
            if (request != null) {
                recording.add(request.to(), request.from(), "answer");
            } else if (verticle != null) {
                Said said = new Said(
                        user + sender(), user + verticle, message.headers().get(Bus.ACTION));
                recording.add(said.from(), said.to(), said.text());
                if (message.replyAddress() != null) {
                    asked.put(message.replyAddress(), said);
                }
            }
            delivery.next();
        });
    }

    private static String sender() {
        ContextInternal context = (ContextInternal) Vertx.currentContext();
        Matcher verticle = VERTICLE.matcher(
                context == null || context.deployment() == null
                        ? ""
                        : context.deployment().deployment().identifier());
        return verticle.matches() ? verticle.group(1) : "Program";
    }
}
