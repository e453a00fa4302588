package org.hobnob.faults;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.hobnob.faults.TcpProxy.Cut;

/** A client's connection and the one that leads on from it. Belongs to the loop of its proxy. */
final class ProxiedConnection {
    private record Late(long dueNs, ByteBuf bytes) {}

    private final Channel client;
    private final LongSupplier delayMs;
    private final BooleanSupplier stalled;
    private final Pipe there = new Pipe();
    private final Pipe back = new Pipe();
    private Channel server;
    private boolean open;

    /** @param delayMs draws how long bytes take */
    ProxiedConnection(Channel client, LongSupplier delayMs, BooleanSupplier stalled) {
        this.client = client;
        this.delayMs = delayMs;
        this.stalled = stalled;
        client.pipeline().addLast(there);
    }

    /** The channel that leads on; not connected yet. */
    void leadsTo(Channel channel) {
        server = channel;
        channel.pipeline().addLast(back);
    }

    /** Both sides are connected. */
    void begin() {
        open = true;
        there.to = server;
        back.to = client;
        there.reverse = back;
        back.reverse = there;
        if (client.isActive()) {
            look();
        } else {
            end(Cut.FIN);
        }
    }

    boolean isOpen() {
        return open && client.isActive();
    }

    /** Whether nothing leads on yet. */
    boolean isWaiting() {
        return server == null && client.isActive();
    }

    /** Cuts it as soon as so many bytes have passed in one of the directions. */
    void cutAfter(int bytes, boolean onTheWayBack, Cut how, Runnable listener) {
        Pipe pipe = onTheWayBack ? back : there;
        pipe.allowance = bytes;
        pipe.how = how;
        pipe.listener = listener;
    }

    /** Takes that back. */
    void spare() {
        there.allowance = Long.MAX_VALUE;
        back.allowance = Long.MAX_VALUE;
    }

    void end(Cut how) {
        open = false;
        end(client, how);
        if (server != null) {
            end(server, how);
        }
    }

    private static void end(Channel channel, Cut how) {
        if (how == Cut.RESET && channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** Goes on, or stops, as the proxy is now. */
    void look() {
        if (open) {
            there.run();
            back.run();
        }
    }

    /** One direction. */
    private final class Pipe extends ChannelInboundHandlerAdapter {
        private final Queue<Late> waiting = new ArrayDeque<>();
        private Channel from;
        private Channel to;
        private Pipe reverse;
        private Cut how = Cut.FIN;
        private Runnable listener = () -> {};
        private long allowance = Long.MAX_VALUE;
        private long lastDueNs = Long.MIN_VALUE;
        private boolean ended;
        private boolean timed;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            from = context.channel();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            long now = System.nanoTime();
            long dueNs = now + TimeUnit.MILLISECONDS.toNanos(delayMs.getAsLong());
            lastDueNs = waiting.isEmpty() ? dueNs : Math.max(dueNs, lastDueNs);
            waiting.add(new Late(lastDueNs, (ByteBuf) bytes));
            run();
        }

        void run() {
            boolean flows = !stalled.getAsBoolean();
            while (flows && open && !waiting.isEmpty() && waiting.peek().dueNs - System.nanoTime() <= 0) {
                pass(waiting.poll().bytes);
            }
            if (flows && open && !waiting.isEmpty() && !timed) {
                timed = true;
                from.eventLoop()
                        .schedule(
                                () -> {
                                    timed = false;
                                    run();
                                },
                                Math.max(1, waiting.peek().dueNs - System.nanoTime()),
                                TimeUnit.NANOSECONDS);
            }
            if (flows && ended && waiting.isEmpty()) {
                end(Cut.FIN);
            }
            if (from.isOpen()) {
                from.config().setAutoRead(flows && open && to.isWritable());
            }
        }

        private void pass(ByteBuf bytes) {
            if (bytes.readableBytes() <= allowance) {
                allowance -= allowance == Long.MAX_VALUE ? 0 : bytes.readableBytes();
                to.writeAndFlush(bytes);
                return;
            }
            ByteBuf last = bytes.readRetainedSlice((int) allowance);
            bytes.release();
            open = false;
            listener.run();
            to.writeAndFlush(last).addListener((ChannelFutureListener) done -> end(how));
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (open) {
                reverse.run();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended = true;
            if (open) {
                run();
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            waiting.forEach(late -> late.bytes.release());
            waiting.clear();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
