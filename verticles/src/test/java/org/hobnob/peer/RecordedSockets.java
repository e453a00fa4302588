package org.hobnob.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.hobnob.net.SizedReceiveTransport;

/** The sockets of one program, and somebody who hears what goes over them: behind TLS, on the connections that it opens. */
final class RecordedSockets extends SizedReceiveTransport {
    /** Is told what goes over the sockets, on their threads. */
    interface Ear {
        /**
         * A line went over a connection.
         *
         * @param sent whether this program said it; else it was told
         * @param other where the connection leads
         * @param line without its end
         */
        void line(boolean sent, InetSocketAddress other, String line);

        /**
         * A datagram was sent.
         *
         * @param bytes its content, as Latin-1
         */
        void datagram(InetSocketAddress to, String bytes);
    }

    private final Ear ear;

    RecordedSockets(Ear ear) {
        this.ear = ear;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> plain = super.channelFactory(domainSocket);
        return () -> {
            Channel channel = plain.newChannel();
            channel.pipeline().addFirst(new BehindTls());
            return channel;
        };
    }

    /** Vert.x's transports still name the family by a class that Netty has a successor for. */
    @Override
    @SuppressWarnings("deprecation")
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        DatagramChannel channel = super.datagramChannel(family);
        channel.pipeline().addFirst(new Datagrams());
        return channel;
    }

    /** Sets the handler of lines behind that of TLS, with the first bytes that come: it is there then, and nothing was said. */
    private final class BehindTls extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
            if (tls != null) {
                InetSocketAddress other = (InetSocketAddress) ctx.channel().remoteAddress();
                ctx.pipeline().addAfter(tls.name(), "recorded", new Lines(other));
                ctx.pipeline().remove(this);
            }
            ctx.fireChannelRead(bytes);
        }
    }

    private final class Lines extends ChannelDuplexHandler {
        private final InetSocketAddress other;
        private final StringBuilder in = new StringBuilder();
        private final StringBuilder out = new StringBuilder();

        private Lines(InetSocketAddress other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            add(bytes, in, false);
            ctx.fireChannelRead(bytes);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) {
            add(bytes, out, true);
            ctx.write(bytes, promise);
        }

        private void add(Object bytes, StringBuilder text, boolean sent) {
            if (bytes instanceof ByteBuf buffer) {
                text.append(buffer.toString(StandardCharsets.UTF_8));
                for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
                    ear.line(sent, other, text.substring(0, end));
                    text.delete(0, end + 1);
                }
            }
        }
    }

    private final class Datagrams extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof DatagramPacket packet) {
                ear.datagram(packet.recipient(), packet.content().toString(StandardCharsets.ISO_8859_1));
            }
            ctx.write(message, promise);
        }
    }
}
