package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** Replies in MongoDB's format. */
final class Replies {
    /** The MongoDB error codes that this package uses. */
    enum Error {
        InternalError(1),
        Unauthorized(13),
        AuthenticationFailed(18),
        MechanismUnavailable(334),
        CommandNotFound(59),
        OperationFailed(96);

        private final int code;

        Error(int code) {
            this.code = code;
        }
    }

    private Replies() {}

    static Document ok() {
        return new Document("ok", 1.0);
    }

    static Document error(Error error, String message) {
        return error(error.code, error.name(), message);
    }

    static Document error(int code, String codeName, String message) {
        Document reply = new Document("ok", 0.0).append("errmsg", message).append("code", code);
        reply.putIfNotNull("codeName", codeName);
        return reply;
    }
}
