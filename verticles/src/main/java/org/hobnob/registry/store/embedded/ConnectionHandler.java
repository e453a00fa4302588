package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.hobnob.registry.store.embedded.Replies.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: accepts only handshake commands until the client has authenticated, and accepts the next command
 * only after the previous one was answered (a flow control handler stands before it). Closes the connection on malformed
 * input.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<ClientRequest> {
    /** Name of the {@link StrangersFrames}, which see what a client sends before authentication. */
    static final String FRAME_LIMIT = "unauthenticatedFrameLimit";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final StoreEngine engine;
    private final Handshake handshake;
    private final UnauthenticatedConnections unauthenticated;
    private int answers;

    ConnectionHandler(StoreEngine engine, Handshake handshake, UnauthenticatedConnections unauthenticated) {
        this.engine = engine;
        this.handshake = handshake;
        this.unauthenticated = unauthenticated;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        unauthenticated.add(ctx.channel());
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        unauthenticated.remove(ctx.channel());
        engine.forget(ctx.channel());
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // Otherwise a client that sends commands and never reads the refusals would fill the memory.
        if (!handshake.isAuthenticated() && !ctx.channel().isWritable()) {
            ctx.close();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ClientRequest request) {
        if (request instanceof MongoMessage message && !message.getDocument().isEmpty()) {
            command(ctx, message);
        } else if (request instanceof MongoQuery query
                && "$cmd".equals(query.getCollectionName())
                && !query.getQuery().isEmpty()) {
            legacyCommand(ctx, query);
        } else {
            ctx.close();
        }
    }

    /** OP_MSG: carries all commands. */
    private void command(ChannelHandlerContext ctx, MongoMessage request) {
        Channel channel = ctx.channel();
        Document body = request.getDocument();
        String name = name(body);
        CommandKind kind = CommandKind.of(name, body);
        MessageHeader header = answerTo(request);
        if (kind == CommandKind.HANDSHAKE) {
            handshake(ctx, new MongoMessage(channel, header, handshakeAnswer(name, body)));
        } else if (!handshake.isAuthenticated()) {
            Document refusal = Replies.error(Error.Unauthorized, "command " + name + " requires authentication");
            channel.writeAndFlush(new MongoMessage(channel, header, refusal));
        } else if (kind == CommandKind.UNKNOWN || !(body.get("$db") instanceof String)) {
            Document refusal = Replies.error(Error.CommandNotFound, "no such command: '" + name + "'");
            channel.writeAndFlush(new MongoMessage(channel, header, refusal));
        } else {
            Command command = new Command(channel, (String) body.get("$db"), name, body);
            run(command, kind, header);
        }
    }

    private void run(Command command, CommandKind kind, MessageHeader header) {
        Channel channel = command.channel();
        if (kind == CommandKind.READ) {
            // On the event loop this encodes the answer before it returns, as the engine requires.
            engine.read(command, answer -> channel.writeAndFlush(new MongoMessage(channel, header, answer)));
            return;
        }
        channel.config().setAutoRead(false);
        engine.write(command, answer -> {
            channel.writeAndFlush(new MongoMessage(channel, header, answer));
            channel.config().setAutoRead(true);
        });
    }

    /** OP_QUERY: only the first command of drivers that do not yet know the server's version. */
    private void legacyCommand(ChannelHandlerContext ctx, MongoQuery request) {
        String name = name(request.getQuery());
        Document answer = CommandKind.of(name, request.getQuery()) == CommandKind.HANDSHAKE
                ? handshakeAnswer(name, request.getQuery())
                : Replies.error(Error.CommandNotFound, "OP_QUERY is for the handshake only: use OP_MSG");
        handshake(ctx, new MongoReply(answerTo(request), answer));
    }

    private Document handshakeAnswer(String name, Document body) {
        return handshake.answer(name, body, engine::describe);
    }

    private void handshake(ChannelHandlerContext ctx, Object answer) {
        var written = ctx.channel().writeAndFlush(answer);
        if (handshake.hasFailed()) {
            written.addListener(ChannelFutureListener.CLOSE);
        } else if (handshake.isAuthenticated() && ctx.pipeline().get(FRAME_LIMIT) != null) {
            ctx.pipeline().remove(FRAME_LIMIT);
            unauthenticated.remove(ctx.channel());
        }
    }

    private static String name(Document body) {
        return body.keySet().iterator().next();
    }

    private MessageHeader answerTo(ClientRequest request) {
        return new MessageHeader(++answers, request.getHeader().getRequestID());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Log class names only: messages of the decoder may quote what it read.
        LOG.debug("connection closed after {}", cause.getClass().getName());
        if (cause instanceof VirtualMachineError) {
            LOG.error("fault in the store", cause);
        }
        ctx.close();
    }
}
