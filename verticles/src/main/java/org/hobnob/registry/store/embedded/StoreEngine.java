package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.hobnob.durable.GroupCommit;
import org.hobnob.durable.GroupCommit.DuringStall;
import org.hobnob.durable.MvFile;
import org.hobnob.registry.store.embedded.Replies.Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands on the documents: reads immediately, on the caller's thread; writes through the group commit. While the
 * disk is full, writes are refused. After a commit has failed, all commands are refused, including reads, because memory
 * then contains writes that the disk does not.
 */
final class StoreEngine {
    private static final Logger LOG = LoggerFactory.getLogger(StoreEngine.class);

    private final MongoBackend backend;
    private final GroupCommit commits;
    private final Path folder;
    private final StoreCopies copies;

    /**
     * The backend changes stored documents in place and hands them out by reference, so a read must be encoded before the
     * next write runs.
     */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    StoreEngine(MongoBackend backend, MvFile file, Path folder) {
        this.backend = backend;
        this.folder = folder;
        this.copies = new StoreCopies(file, folder);
        this.commits = new GroupCommit("hobnob-store-writer", file::commit, DuringStall.FAIL, new DiskLog(folder));
    }

    void start() {
        commits.start();
    }

    /** Finishes and commits the accepted writes, and accepts no more. */
    void close() {
        commits.close();
    }

    /** @return whether memory may contain writes that must not get into the file */
    boolean hasFailed() {
        return commits.failure() != null;
    }

    /** @return the answer to a command that accesses no document */
    Document describe(String name) {
        return backend.handleCommand(null, "admin", name, new Document(name, 1));
    }

    /** Frees what the backend keeps for a closed connection. */
    void forget(Channel channel) {
        backend.handleClose(channel);
    }

    /**
     * Runs a reading command.
     *
     * @param answer called before this method returns; must not keep the document
     */
    void read(Command command, Consumer<Document> answer) {
        IOException failure = commits.failure();
        if (failure != null) {
            answer.accept(refusal(failure));
            return;
        }
        lock.readLock().lock();
        try {
            answer.accept(run(command));
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Runs a writing command.
     *
     * @param answer called on any thread, once the result is as durable as the command requires, or has failed
     */
    void write(Command command, Consumer<Document> answer) {
        commits.submit(new GroupCommit.Write() {
            private Document reply;

            @Override
            public void apply() {
                reply = runAlone(command);
            }

            @Override
            public boolean awaitsCommit() {
                return !command.isContentWithMemory();
            }

            @Override
            public void durable() {
                answer.accept(reply);
            }

            @Override
            public void failed(IOException cause) {
                answer.accept(refusal(cause));
            }
        });
    }

    private Document runAlone(Command command) {
        lock.writeLock().lock();
        try {
            return run(command).cloneDeeply();
        } finally {
            lock.writeLock().unlock();
            if (!command.channel().isActive()) {
                // The backend may have recorded the connection again after it was closed.
                forget(command.channel());
            }
        }
    }

    private Document run(Command command) {
        if (StoreCopies.isMeant(command)) {
            return copies.make();
        }
        try {
            return backend.handleCommand(command.channel(), command.database(), command.name(), command.body());
        } catch (MongoServerError e) {
            return Replies.error(e.getCode(), e.getCodeName(), e.getMessageWithoutErrorCode());
        } catch (MongoServerException e) {
            return Replies.error(Error.OperationFailed, e.getMessageWithoutErrorCode());
        } catch (RuntimeException e) {
            LOG.warn("{} failed: {}", command, e.getClass().getName());
            LOG.debug("stack of that failure", e);
            return Replies.error(Error.InternalError, "the command failed inside the store: " + e.getClass());
        }
    }

    private Document refusal(IOException cause) {
        String message = commits.failure() == null
                ? "not written: " + cause.getMessage()
                : "not certainly written; the store takes no more commands until it is restarted, since its file in "
                        + folder + " could not be written (" + cause.getMessage() + ")";
        return Replies.error(Error.OperationFailed, message);
    }
}
