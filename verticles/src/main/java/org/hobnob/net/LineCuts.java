package org.hobnob.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The edge of a TCP connection that is reset after a while, by chance: to show what a program makes of that. */
public final class LineCuts extends ChannelInboundHandlerAdapter {
    /**
     * The system property with which each connection that a whole program makes ends so: after half as many to one and a half
     * times as many seconds, 1 to 3,600.
     */
    public static final String PROPERTY = "hobnob.line-cuts";

    private static final int MOST_S = 3_600;
    private static final int HALF_SECOND_MS = 500;

    private final long afterMs;

    LineCuts(int seconds, RandomGenerator random) {
        afterMs = random.nextLong((long) seconds * HALF_SECOND_MS, 3L * seconds * HALF_SECOND_MS + 1);
    }

    /** How many seconds {@link #PROPERTY} asks for; 0 where it asks for none, or for what is no such number. */
    static int seconds() {
        int seconds = Integer.getInteger(PROPERTY, 0);
        return seconds > 0 && seconds <= MOST_S ? seconds : 0;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Channel line = context.channel();
        context.executor().schedule(() -> reset(line), afterMs, TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    private static void reset(Channel line) {
        if (line.isActive()) {
            line.config().setOption(ChannelOption.SO_LINGER, 0);
            line.close();
        }
    }
}
