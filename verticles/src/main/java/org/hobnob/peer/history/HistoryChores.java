package org.hobnob.peer.history;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for the history beside its answers: other threads of the worker pool open segments before they are needed, and
 * write those anew that have grown, while the history's own goes on. Its methods are called on the history's.
 */
final class HistoryChores {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryChores.class);

    private final Vertx vertx;
    private final Supplier<Optional<HistoryStore>> store;
    private final Consumer<IOException> full;
    private boolean isWarming;
    private boolean isRewriting;

    /**
     * @param store empty until there is one
     * @param full told if the disk cannot be written; what was to be written anew stays as it is
     */
    HistoryChores(Vertx vertx, Supplier<Optional<HistoryStore>> store, Consumer<IOException> full) {
        this.vertx = vertx;
        this.store = store;
        this.full = full;
    }

    /** Opens all that a search looks at, the newest first. */
    void warm() {
        if (!isWarming) {
            warmNext();
        }
    }

    private void warmNext() {
        Optional<Warming> next = store.get().flatMap(HistoryStore::warm);
        isWarming = next.isPresent();
        next.ifPresent(one -> vertx.executeBlocking(
                        () -> {
                            one.run();
                            return null;
                        },
                        false)
                .onComplete(done -> warmNext()));
    }

    /** Returns whether something is being written anew. */
    boolean isRewriting() {
        return isRewriting;
    }

    /** Writes anew what is to be. */
    void rewrite() {
        if (!isRewriting) {
            rewriteNext();
        }
    }

    private void rewriteNext() {
        try {
            Optional<Rewriting> next =
                    store.get().isPresent() ? store.get().get().rewriting() : Optional.empty();
            isRewriting = next.isPresent();
            if (next.isPresent()) {
                piece(next.get());
            }
        } catch (IOException e) {
            failed(e);
        } catch (UncheckedIOException e) {
            failed(e.getCause());
        } catch (DamagedException e) {
            LOG.warn("a part of the history cannot be written anew", e);
            end();
        }
    }

    private void piece(Rewriting rewriting) throws IOException {
        Optional<Rewriting.Piece> piece = rewriting.next();
        if (piece.isEmpty()) {
            store.get().ifPresent(HistoryStore::endRewriting);
            rewriteNext();
            return;
        }
        vertx.executeBlocking(
                        () -> {
                            piece.get().write();
                            return null;
                        },
                        false)
                .onComplete(done -> rewriteNext(), failure -> {
                    LOG.warn("a part of the history cannot be written anew: {}", failure.toString());
                    failed(failure instanceof IOException e ? e : new IOException(failure));
                });
    }

    private void failed(IOException cause) {
        end();
        full.accept(cause);
    }

    private void end() {
        isRewriting = false;
        store.get().ifPresent(HistoryStore::endRewriting);
    }
}
