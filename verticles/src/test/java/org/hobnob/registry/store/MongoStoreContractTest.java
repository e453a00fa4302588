package org.hobnob.registry.store;

import com.mongodb.ConnectionString;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract over a MongoDB, where {@code HOBNOB_TEST_MONGO_URI} names one whose user may make and drop databases. */
@EnabledIfEnvironmentVariable(named = MongoStoreContractTest.URI, matches = "mongodb.*")
@Tag("slow")
class MongoStoreContractTest extends StoreContract {
    static final String URI = "HOBNOB_TEST_MONGO_URI";

    @Override
    String freshDatabase() {
        String uri = System.getenv(URI);
        String database = "hobnob-test-" + UUID.randomUUID();
        String named = new ConnectionString(uri).getDatabase();
        String options = uri.contains("?") ? uri.substring(uri.indexOf('?')) : "";
        String base = options.isEmpty() ? uri : uri.substring(0, uri.indexOf('?'));
        String server = named == null ? base.replaceFirst("/$", "") : base.substring(0, base.lastIndexOf('/'));
        return server + "/" + database + options;
    }
}
