package org.hobnob.registry.keepalive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.hobnob.protocol.keepalive.KeepAliveCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket with a thread of its own, so that a flood of datagrams takes nothing from the event loops. The thread hands
 * over what arrives, many datagrams at a time, and runs tasks in between. A task runs after the datagrams that arrived
 * before it, unless there are more than {@value #BATCH}. Between its turns it lets {@value #GATHER_MS} ms of datagrams
 * gather, since to wake up costs more than to handle one.
 */
final class KeepAliveLoop {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveLoop.class);
    /** The system may give less. A quarter of a second of a flood of 50,000 datagrams a second. */
    private static final int RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;

    private static final int BATCH = 1_024;

    /** What 50,000 datagrams a second bring meanwhile fits into the smallest receive buffer that systems give. */
    private static final long GATHER_MS = 4;

    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Selector selector;
    private final BiConsumer<ByteBuffer, InetSocketAddress> receiver;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** One byte more than the longest datagram, so that longer ones are recognised. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(KeepAliveCodec.MAX_BYTES + 1);

    private final Thread thread = new Thread(this::run, "hobnob-keep-alive");

    private KeepAliveLoop(
            DatagramChannel channel, Selector selector, BiConsumer<ByteBuffer, InetSocketAddress> receiver)
            throws IOException {
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
        this.selector = selector;
        this.receiver = receiver;
        thread.setDaemon(true);
    }

    /**
     * Opens the socket and starts the thread. May look a name up, so it must not be called on an event loop.
     *
     * @param receiver takes each datagram, from index 0 to the buffer's limit, and its sender; must not keep the buffer
     * @throws IOException if the socket cannot be bound
     */
    static KeepAliveLoop open(InetSocketAddress at, BiConsumer<ByteBuffer, InetSocketAddress> receiver)
            throws IOException {
        return open(at, RECEIVE_BUFFER_BYTES, receiver);
    }

    /** As {@link #open(InetSocketAddress, BiConsumer)}, with a receive buffer of another size. */
    static KeepAliveLoop open(
            InetSocketAddress at, int receiveBufferBytes, BiConsumer<ByteBuffer, InetSocketAddress> receiver)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                at.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            channel.bind(at);
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            KeepAliveLoop loop = new KeepAliveLoop(channel, selector, receiver);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The address and the port to which the socket is bound, or was before it was closed. */
    InetSocketAddress address() {
        return address;
    }

    /** Runs the task on the loop's thread, in the order of the calls; never after {@link #close}. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Sends a datagram; what the system does not take is lost. */
    void send(byte[] datagram, InetSocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(datagram), to);
        } catch (IOException e) {
            LOG.debug("datagram not sent: {}", e.toString());
        }
    }

    /** Closes the socket and waits until the thread has ended. Must not be called on that thread or on an event loop. */
    void close() {
        try {
            channel.close();
            selector.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (channel.isOpen()) {
            try {
                selector.select();
                TimeUnit.MILLISECONDS.sleep(GATHER_MS);
                selector.selectedKeys().clear();
                // Counted before the datagrams are read: later tasks wait for the next turn, with their datagrams.
                int due = tasks.size();
                receiveBatch();
                for (int i = 0; i < due; i++) {
                    tasks.remove().run();
                }
            } catch (ClosedSelectorException | ClosedChannelException | InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.error("a keep-alive could not be handled", e);
            }
        }
    }

    private void receiveBatch() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            buffer.clear();
            InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
            if (sender == null) {
                return;
            }
            buffer.flip();
            receiver.accept(buffer, sender);
        }
    }
}
