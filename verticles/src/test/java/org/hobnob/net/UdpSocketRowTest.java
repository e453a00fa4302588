package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as Linux writes them. */
class UdpSocketRowTest {
    private static final String UDP = """
               sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             3462: 0100007F:3C8C 00000000:0000 07 00000000:00034A00 00:00000000 00000000  1000        0 4564144 2 0000000066 1234567
             8969: 00000000:862A 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4564143 2 00000000661d8bd0 0
             3462: 0200007F:3C8C 0100007F:3C8D 07 00000000:00000000 00:00000000 00000000     0        0 77 2 000000007b9a6725 5
            """;

    private static final String UDP6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             3462: 00000000000000000000000001000000:3C8C 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 99 2 0000000012 4294967295
            """;

    private static String local(String ip) throws UnknownHostException {
        return UdpSocketRow.local(new InetSocketAddress(InetAddress.getByName(ip), 15_500), ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void rowOfTheAddressIsFound() throws UnknownHostException {
        assertEquals(
                List.of(new UdpSocketRow("0100007F:3C8C", 4_564_144, 1_234_567)),
                UdpSocketRow.find(UDP, local("127.0.0.1")));
        assertEquals(List.of(new UdpSocketRow("0200007F:3C8C", 77, 5)), UdpSocketRow.find(UDP, local("127.0.0.2")));
    }

    @Test
    void rowOfAnAddressOfVersionSixIsFound() throws UnknownHostException {
        assertEquals(
                List.of(new UdpSocketRow("00000000000000000000000001000000:3C8C", 99, 4_294_967_295L)),
                UdpSocketRow.find(UDP6, local("::1")));
    }

    @Test
    void otherMachinesWriteTheBytesInTheirOrder() throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 15_500);
        assertEquals("7F000001:3C8C", UdpSocketRow.local(address, ByteOrder.BIG_ENDIAN));
    }

    @Test
    void otherTextHasNoRows() {
        assertEquals(List.of(), UdpSocketRow.find(UDP, "0300007F:3C8C"));
        assertEquals(List.of(), UdpSocketRow.find(UDP, "0100007F:3C8D"), "the address of another side");
        assertEquals(List.of(), UdpSocketRow.find("", "0100007F:3C8C"));
        assertEquals(List.of(), UdpSocketRow.find(" 1: 0100007F:3C8C 00000000:0000 07", "0100007F:3C8C"));
        assertEquals(List.of(), UdpSocketRow.find(UDP.replace("4564144", "inode"), "0100007F:3C8C"));
        assertEquals(List.of(), UdpSocketRow.find(UDP.replace("1234567", "many"), "0100007F:3C8C"));
    }
}
