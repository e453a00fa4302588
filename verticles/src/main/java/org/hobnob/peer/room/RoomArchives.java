package org.hobnob.peer.room;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.hobnob.durable.MvFile;
import org.hobnob.durable.MvFileException;
import org.hobnob.durable.MvSalvage;
import org.hobnob.files.OwnerOnly;
import org.hobnob.peer.profile.HistoryKey;
import org.hobnob.protocol.room.history.ArchiveStorage;
import org.hobnob.protocol.room.history.Presences;
import org.hobnob.protocol.room.history.RoomArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this user's rooms keep for absent members and newcomers, in one encrypted file of the profile (SPEC 13, 15). Where the
 * file cannot be used, in memory. Written once a second: what is lost in a crash is fetched from others. Thread-safe.
 */
public final class RoomArchives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomArchives.class);
    private static final String NAME = "rooms.mv";
    private static final int CACHE_MB = 4;
    private static final long COMMIT_MS = 1_000;
    private static final String ROOM = "room ";
    static final String PRESENCES = "presences";

    private final MvFile file;
    private final BooleanSupplier keeps;
    private final Supplier<RoomArchive.Bounds> bounds;
    private final AtomicBoolean isDirty = new AtomicBoolean();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hobnob-rooms-writer");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isTold;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean isClosed;

    private RoomArchives(MvFile file, BooleanSupplier keeps, Supplier<RoomArchive.Bounds> bounds) {
        this.file = file;
        this.keeps = keeps;
        this.bounds = bounds;
        writer.scheduleWithFixedDelay(this::commit, COMMIT_MS, COMMIT_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the file; creates it on first use, and its key. A damaged file is moved aside; what can be read of it goes on.
     * Blocking.
     *
     * @param profile the profile's folder, which no other program uses
     * @param keeps whether the person lets anything be kept now
     * @param bounds how much is kept of each room
     */
    public static RoomArchives open(
            Path profile, SecureRandom random, BooleanSupplier keeps, Supplier<RoomArchive.Bounds> bounds) {
        Path path = profile.resolve(NAME);
        try {
            OwnerOnly.createFolders(profile);
            HistoryKey keys = new HistoryKey(profile);
            Optional<byte[]> known = keys.load();
            byte[] key = known.isPresent() ? known.get() : keys.create(random);
            return new RoomArchives(whole(path, key, bounds.get()), keeps, bounds);
        } catch (IOException | RuntimeException | MvFileException e) {
            LOG.warn(
                    "{} cannot be used ({}): what rooms keep for absent members is lost at the end",
                    path,
                    e.toString());
            return new RoomArchives(MvFile.inMemory(), keeps, bounds);
        }
    }

    /** All of the file is read once, so that damage is found now. */
    private static MvFile whole(Path path, byte[] key, RoomArchive.Bounds bounds) throws IOException, MvFileException {
        Optional<MvFile> opened = Optional.empty();
        try {
            opened = Optional.of(open(path, key));
            dropOldRooms(opened.get(), bounds, System.currentTimeMillis());
            return opened.get();
        } catch (MvFileException e) {
            if (e.kind() != MvFileException.Kind.DAMAGED) {
                throw e;
            }
        } catch (RuntimeException e) {
            opened.ifPresent(MvFile::abandon);
        }
        Path aside = path.resolveSibling(NAME + ".damaged");
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        MvFile anew = open(path, key);
        int saved = MvSalvage.copy(aside, key, anew, name -> !anew.mapNames().contains(name) || name.equals(PRESENCES));
        LOG.warn(
                "{} is damaged, and now called {}: {} records of it could be read and are kept; members of your rooms fetch"
                        + " what they miss from others",
                path,
                aside,
                saved);
        dropOldRooms(anew, bounds, System.currentTimeMillis());
        return anew;
    }

    private static MvFile open(Path path, byte[] key) throws MvFileException {
        return MvFile.openEncrypted(path, UnaryOperator.identity(), key, CACHE_MB);
    }

    /** A room drops what is too old when something new is said there; nothing is any more in a room that was left. */
    private static void dropOldRooms(MvFile file, RoomArchive.Bounds bounds, long nowMs) {
        for (String name : file.mapNames()) {
            if (name.startsWith(ROOM) && isOld(new TreeMap<>(file.map(name)).descendingMap(), bounds, nowMs)) {
                file.removeMap(name);
                file.map(PRESENCES).remove(name.substring(ROOM.length()));
            }
        }
    }

    private static boolean isOld(Map<String, byte[]> newestFirst, RoomArchive.Bounds bounds, long nowMs) {
        return newestFirst.values().stream().allMatch(record -> RoomArchive.isTooOld(record, bounds, nowMs));
    }

    /** Whether anything may be kept now. */
    boolean keeps() {
        return keeps.getAsBoolean();
    }

    /** @param room names the room, its registry and the user */
    RoomArchive archive(String room) {
        return new RoomArchive(storage(room), bounds);
    }

    /**
     * Forgets what was said in rooms whose archives are not open, or are forgotten already.
     *
     * @param start what the names of the rooms begin with; empty for all rooms
     */
    void forget(String start) {
        long nowMs = System.currentTimeMillis();
        file.mapNames().stream()
                .filter(name -> name.startsWith(ROOM + start))
                .forEach(name -> archive(name.substring(ROOM.length())).forget(nowMs));
    }

    private ArchiveStorage storage(String room) {
        Map<String, byte[]> map = file.map(ROOM + room);
        return new ArchiveStorage() {
            @Override
            public void put(long ordinal, byte[] record) {
                change(() -> map.put(HexFormat.of().toHexDigits(ordinal), record));
            }

            @Override
            public byte[] get(long ordinal) {
                AtomicReference<byte[]> found = new AtomicReference<>();
                whileOpen(() -> found.set(map.get(HexFormat.of().toHexDigits(ordinal))));
                return found.get();
            }

            @Override
            public void remove(long ordinal) {
                change(() -> map.remove(HexFormat.of().toHexDigits(ordinal)));
            }

            @Override
            public void each(BiConsumer<Long, byte[]> reader) {
                whileOpen(() -> new TreeMap<>(map)
                        .forEach((key, record) -> reader.accept(HexFormat.fromHexDigitsToLong(key), record)));
            }
        };
    }

    private void change(Runnable change) {
        whileOpen(() -> {
            change.run();
            isDirty.set(true);
        });
    }

    /** Rooms may say their last words while the program ends. */
    private void whileOpen(Runnable work) {
        open.readLock().lock();
        try {
            if (!isClosed) {
                work.run();
            }
        } finally {
            open.readLock().unlock();
        }
    }

    /** Returns who was in the room when, as far as is known. */
    Presences presences(String room) {
        byte[] text = file.map(PRESENCES).get(room);
        return Presences.read(text == null ? "" : new String(text, StandardCharsets.UTF_8));
    }

    void save(String room, Presences presences) {
        change(() -> file.map(PRESENCES).put(room, presences.write().getBytes(StandardCharsets.UTF_8)));
    }

    private void commit() {
        if (!isDirty.getAndSet(false)) {
            return;
        }
        try {
            file.commit(cause -> false);
            isTold = false;
        } catch (IOException | RuntimeException e) {
            isDirty.set(true);
            if (!isTold) {
                isTold = true;
                LOG.warn("what rooms keep for absent members cannot be written now: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commit();
        open.writeLock().lock();
        try {
            isClosed = true;
            file.close();
        } finally {
            open.writeLock().unlock();
        }
    }
}
