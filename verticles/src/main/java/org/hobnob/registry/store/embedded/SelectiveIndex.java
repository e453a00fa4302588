package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;

/**
 * A unique index that also serves queries with further conditions, such as those of a change that is made only if nobody else
 * has made one. mongo-java-server takes its indexes for queries of exactly their keys, and reads the whole collection for all
 * others; it compares what an index finds with the whole query.
 */
final class SelectiveIndex extends Index<Object> {
    private final Index<Object> exact;

    SelectiveIndex(Index<Object> exact, boolean sparse) {
        super(exact.getName(), exact.getKeys(), sparse);
        this.exact = exact;
    }

    /** The conditions on the keys of this index. */
    private Document onKeys(Document query) {
        Document part = new Document();
        for (String key : keys()) {
            if (query.containsKey(key)) {
                part.put(key, query.get(key));
            }
        }
        return part;
    }

    @Override
    public boolean canHandle(Document query) {
        return exact.canHandle(onKeys(query));
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return exact.getPositions(onKeys(query));
    }

    @Override
    public Object getPosition(Document document) {
        return exact.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        exact.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        exact.add(document, position, collection);
    }

    @Override
    public Object remove(Document document) {
        return exact.remove(document);
    }

    @Override
    public long getCount() {
        return exact.getCount();
    }

    @Override
    public boolean isEmpty() {
        return exact.isEmpty();
    }

    @Override
    public long getDataSize() {
        return exact.getDataSize();
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        exact.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        exact.updateInPlace(before, after, position, collection);
    }

    @Override
    public void drop() {
        exact.drop();
    }

    @Override
    public boolean isUnique() {
        return exact.isUnique();
    }

    @Override
    public Document toIndexDescription() {
        return exact.toIndexDescription();
    }
}
