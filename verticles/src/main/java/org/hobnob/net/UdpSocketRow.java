package org.hobnob.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * One line of Linux's {@code /proc/net/udp} or {@code udp6}.
 *
 * @param local the local address and port, as Linux writes them: {@code 0100007F:3C8C}
 * @param inode identifies the socket while it is open
 * @param drops how many datagrams the system has dropped because the socket's buffer was full; counts in 32 bits
 */
record UdpSocketRow(String local, long inode, long drops) {
    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    /** The local address as Linux on a machine of this byte order writes it: each four bytes are one number. */
    static String local(InetSocketAddress address, ByteOrder order) {
        InetAddress ip = address.getAddress();
        ByteBuffer bytes = ByteBuffer.wrap(ip.getAddress()).order(order);
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            text.append(String.format("%08X", bytes.getInt()));
        }
        return text.append(String.format(":%04X", address.getPort())).toString();
    }

    /**
     * Finds the lines of the local address. Lines that cannot be read are left out.
     *
     * @param table the content of the file
     */
    static List<UdpSocketRow> find(String table, String local) {
        return table.lines()
                .filter(line -> line.contains(local))
                .flatMap(line -> parse(line).stream())
                .filter(row -> row.local.equals(local))
                .toList();
    }

    private static Optional<UdpSocketRow> parse(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length <= DROPS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new UdpSocketRow(words[LOCAL], Long.parseLong(words[INODE]), Long.parseLong(words[DROPS])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
