package org.hobnob.registry.store.embedded;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that opens a store and changes it until it or its reader is killed, printing each acknowledged change. Each of several
 * clients in turn inserts a document, updates the one before it, and deletes the one before that.
 */
final class StoreProcess {
    static final String COLLECTION = "kill";
    private static final int CLIENTS = 16;

    private StoreProcess() {}

    /** Starts the process on a folder. {@code run} distinguishes its documents from those of other runs. */
    static Process start(Path folder, int run) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                folder.toString(),
                Integer.toString(run));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) throws StoreRefusedException {
        EmbeddedStore store;
        try {
            store = EmbeddedStore.open(Path.of(args[0]), "127.0.0.1", 0);
        } catch (StoreRefusedException e) {
            System.out.println("refused " + e.reason() + " " + e.getMessage());
            return;
        }
        MongoClient mongo = new TestClient(store.connectionString()).mongo();
        for (int client = 0; client < CLIENTS; client++) {
            change(mongo, args[1] + "-" + client + "-", 0);
        }
    }

    private static void change(MongoClient mongo, String prefix, int number) {
        insert(mongo, prefix, number)
                .compose(done -> update(mongo, prefix + (number - 1)))
                .compose(done -> delete(mongo, prefix + (number - 2)))
                .onSuccess(done -> change(mongo, prefix, number + 1))
                .onFailure(failure -> say("failed " + failure));
    }

    private static Future<?> insert(MongoClient mongo, String prefix, int number) {
        String id = prefix + number;
        return mongo.insert(COLLECTION, TestClient.document(id).put("v", 0)).onSuccess(done -> say("insert " + id));
    }

    private static Future<?> update(MongoClient mongo, String id) {
        JsonObject change = new JsonObject().put("$set", new JsonObject().put("v", 1));
        return mongo.updateCollection(COLLECTION, TestClient.document(id), change)
                .onSuccess(done -> say("update " + id));
    }

    private static Future<?> delete(MongoClient mongo, String id) {
        return mongo.removeDocument(COLLECTION, TestClient.document(id)).onSuccess(done -> say("delete " + id));
    }

    private static void say(String line) {
        // One system call per line, so that the parent sees it although the process dies right after.
        synchronized (System.out) {
            System.out.println("ack " + line);
            if (System.out.checkError()) {
                // Nobody listens: the test was ended.
                Runtime.getRuntime().halt(1);
            }
        }
    }
}
