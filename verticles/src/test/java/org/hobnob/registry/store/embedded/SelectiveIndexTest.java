package org.hobnob.registry.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectiveIndexTest {
    /** An index of mongo-java-server's in a map. */
    private static final class InMemory extends AbstractUniqueIndex<Object> {
        private final Map<KeyValue, Object> positions = new HashMap<>();

        InMemory() {
            super("_id_", List.of(new IndexKey("_id", true)), false);
        }

        @Override
        protected Object removeDocument(KeyValue key) {
            return positions.remove(key);
        }

        @Override
        protected boolean putKeyPosition(KeyValue key, Object position) {
            return positions.putIfAbsent(key, position) == null;
        }

        @Override
        protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
            return positions.entrySet();
        }

        @Override
        protected Object getPosition(KeyValue key) {
            return positions.get(key);
        }

        @Override
        public long getCount() {
            return positions.size();
        }

        @Override
        public long getDataSize() {
            return 0;
        }
    }

    private final SelectiveIndex index = new SelectiveIndex(new InMemory(), false);

    @BeforeEach
    void start() {
        index.add(new Document("_id", "dana").append("epoch", 3), "first", null);
        index.add(new Document("_id", "emil").append("epoch", 3), "second", null);
    }

    @Test
    void furtherConditionsAreServedByTheKeyAlone() {
        Document query = new Document("_id", "dana").append("epoch", 2);
        assertTrue(index.canHandle(query));
        assertEquals(List.of("first"), index.getPositions(query));
        assertEquals(List.of("second"), index.getPositions(new Document("_id", "emil")));
    }

    @Test
    void queriesWithoutTheKeyAreNotServed() {
        assertFalse(index.canHandle(new Document("epoch", 3)));
        assertFalse(index.canHandle(new Document()));
        assertFalse(index.canHandle(new Document("_id", new Document("$gt", "a")).append("epoch", 3)));
    }
}
