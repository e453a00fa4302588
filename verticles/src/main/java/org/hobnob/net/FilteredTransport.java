package org.hobnob.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import java.util.function.Supplier;

/**
 * The transport of a Vert.x instance whose datagram sockets have a handler at their edge, between the system and the
 * program: it sees, and can lose, double or delay, what arrives. So can the TCP connections that the program makes.
 */
public final class FilteredTransport extends SizedReceiveTransport {
    private final Supplier<ChannelHandler> edge;
    private final Supplier<ChannelHandler> lineEdge;

    /** @param edge makes the handler of one socket; called for each socket that is opened */
    public FilteredTransport(Supplier<ChannelHandler> edge) {
        this(edge, ChannelInboundHandlerAdapter::new);
    }

    /** @param lineEdge makes the handler of one TCP connection that this program makes */
    FilteredTransport(Supplier<ChannelHandler> edge, Supplier<ChannelHandler> lineEdge) {
        this.edge = edge;
        this.lineEdge = lineEdge;
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        ChannelFactory<? extends Channel> plain = super.channelFactory(domainSocket);
        return () -> {
            Channel line = plain.newChannel();
            line.pipeline().addFirst(lineEdge.get());
            return line;
        };
    }

    /** Vert.x's transports still name the family by a class that Netty has a successor for. */
    @Override
    @SuppressWarnings("deprecation")
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        DatagramChannel channel = super.datagramChannel(family);
        channel.pipeline().addFirst(edge.get());
        return channel;
    }
}
