package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatagramLossTest {
    private static final int SENT = 2_000;

    private static int heard(int percent) {
        int heard = 0;
        EmbeddedChannel socket = new EmbeddedChannel(new DatagramLoss(percent, new SplittableRandom(1)));
        for (int i = 0; i < SENT; i++) {
            ByteBuf datagram = Unpooled.buffer().writeInt(i);
            socket.writeInbound(datagram);
            ByteBuf arrived = socket.readInbound();
            if (arrived == null) {
                assertEquals(0, datagram.refCnt(), "a lost datagram's memory is given back");
            } else {
                assertEquals(i, arrived.readInt());
                arrived.release();
                heard++;
            }
        }
        return heard;
    }

    @Test
    void twentyPerCentAreLost() {
        int heard = heard(20);
        assertTrue(heard > SENT * 0.77 && heard < SENT * 0.83, heard + " of " + SENT);
    }
}
