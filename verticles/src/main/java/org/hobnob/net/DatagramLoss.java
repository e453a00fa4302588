package org.hobnob.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.random.RandomGenerator;

/** The edge of a datagram socket that loses a share of what arrives, by chance: to show what a program makes of that. */
public final class DatagramLoss extends ChannelInboundHandlerAdapter {
    /** The system property with which a whole program hears so badly: per cent, 1 to 99. */
    public static final String PROPERTY = "hobnob.datagram-loss";

    private static final int ALL = 100;

    private final int percent;
    private final RandomGenerator random;

    DatagramLoss(int percent, RandomGenerator random) {
        this.percent = percent;
        this.random = random;
    }

    /** What {@link #PROPERTY} asks for; 0 where it asks for nothing, or for what is no share. */
    static int percent() {
        int percent = Integer.getInteger(PROPERTY, 0);
        return percent > 0 && percent < ALL ? percent : 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object datagram) {
        if (random.nextInt(ALL) < percent) {
            ReferenceCountUtil.release(datagram);
        } else {
            context.fireChannelRead(datagram);
        }
    }
}
