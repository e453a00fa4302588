package org.hobnob.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the datagrams that the system dropped because a UDP socket of this process was not read fast enough. Only Linux
 * tells that. Reads files, so it must not be called on an event loop.
 */
public final class SocketDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    private final String local;
    private final OptionalLong inode;

    private SocketDrops(String local) {
        this.local = local;
        inode = rows(local).stream().mapToLong(UdpSocketRow::inode).findFirst();
    }

    /** Finds the socket that is bound to this address and port, which no other socket shares. */
    public static SocketDrops of(InetSocketAddress address) {
        return new SocketDrops(UdpSocketRow.local(address, ByteOrder.nativeOrder()));
    }

    /** How many datagrams the socket has lost; empty where the system does not tell, or the socket is closed. */
    public OptionalLong count() {
        return inode.isEmpty()
                ? OptionalLong.empty()
                : rows(local).stream()
                        .filter(row -> row.inode() == inode.getAsLong())
                        .mapToLong(UdpSocketRow::drops)
                        .findFirst();
    }

    private static List<UdpSocketRow> rows(String local) {
        return TABLES.stream()
                .flatMap(table -> text(table).stream())
                .flatMap(text -> UdpSocketRow.find(text, local).stream())
                .toList();
    }

    private static Optional<String> text(Path table) {
        try {
            return Optional.of(Files.readString(table));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
