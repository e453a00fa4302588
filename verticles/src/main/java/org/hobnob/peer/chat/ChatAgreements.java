package org.hobnob.peer.chat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hobnob.peer.line.PeerLine;
import org.hobnob.protocol.message.peer.PeerReply.ChatDecision;
import org.hobnob.protocol.message.value.UserName;

/**
 * The one-to-one chats of this user: running chats, and requests in both directions. A chat ends when the
 * connections over which it was agreed close; closing them is how the other side learns of its end. Not
 * thread-safe.
 */
final class ChatAgreements {
    private record Question(PeerLine line, Promise<ChatDecision> answer, long timer) {
        Question over(PeerLine another) {
            return new Question(another, answer, timer);
        }
    }

    private final Vertx vertx;
    private final int limit;
    private final long patienceMs;
    private final RequestNews requests;
    private final Consumer<UserName> ended;
    private final Map<UserName, Set<PeerLine>> open = new HashMap<>();
    private final Map<UserName, Question> questions = new HashMap<>();
    private final Set<UserName> asking = new HashSet<>();

    /**
     * @param limit the most chats, including pending requests in both directions
     * @param patienceMs how long the user may think about a request, in milliseconds
     * @param requests tells the console who requests a chat
     * @param ended tells the console that a chat has ended
     */
    ChatAgreements(Vertx vertx, int limit, long patienceMs, RequestNews requests, Consumer<UserName> ended) {
        this.vertx = vertx;
        this.limit = limit;
        this.patienceMs = patienceMs;
        this.requests = requests;
        this.ended = ended;
    }

    boolean isOpen(UserName user) {
        return open.containsKey(user);
    }

    private boolean isFull() {
        return open.size() + questions.size() + asking.size() >= limit;
    }

    /** Returns whether this user has requested a chat with {@code user} that has not been answered yet. */
    boolean isAsking(UserName user) {
        return asking.contains(user);
    }

    /**
     * Reserves a chat that this user is about to request; returns false if the limit is reached or the request is
     * pending already.
     */
    boolean begin(UserName user) {
        boolean hasPlace = questions.containsKey(user) || !isFull();
        return hasPlace && asking.add(user);
    }

    /** The other side has answered, or could not be asked. */
    void decided(UserName user) {
        asking.remove(user);
    }

    /** A chat was agreed on over this connection. Also accepts a pending request from the same user. */
    void opened(UserName user, PeerLine line) {
        opened(user).add(line);
        answer(user, true);
    }

    /** Opens a chat without a connection, for an original peer, which cannot be asked. */
    Set<PeerLine> opened(UserName user) {
        asking.remove(user);
        return open.computeIfAbsent(user, added -> new HashSet<>());
    }

    /**
     * Handles a chat request from another user. Succeeds with the decision, which may take as long as {@code
     * patienceMs}.
     */
    Future<ChatDecision> asked(UserName user, PeerLine line) {
        // Both users have requested the chat, so it is agreed.
        if (isOpen(user) || asking.contains(user)) {
            opened(user, line);
            return Future.succeededFuture(ChatDecision.ACCEPT);
        }
        Question before = questions.get(user);
        if (before != null) {
            questions.put(user, before.over(line));
            return before.answer().future();
        }
        if (isFull()) {
            return Future.succeededFuture(ChatDecision.BUSY);
        }
        Promise<ChatDecision> answer = Promise.promise();
        long timer = vertx.setTimer(patienceMs, late -> lapse(user));
        questions.put(user, new Question(line, answer, timer));
        requests.requested(user);
        return answer.future();
    }

    /** Succeeds with the decision of a person who does not answer, when that is certain. */
    Future<ChatDecision> unanswered() {
        return vertx.timer(patienceMs).map(ChatDecision.UNANSWERED);
    }

    private void lapse(UserName user) {
        close(questions.remove(user), ChatDecision.UNANSWERED);
        requests.dropped(user);
    }

    /** Applies the user's decision; returns false if that user has no pending request. */
    boolean answer(UserName user, boolean accept) {
        Question question = questions.remove(user);
        if (question == null) {
            return false;
        }
        requests.answered(user);
        if (accept) {
            opened(user).add(question.line());
        }
        close(question, accept ? ChatDecision.ACCEPT : ChatDecision.REJECT);
        return true;
    }

    private void close(Question question, ChatDecision decision) {
        vertx.cancelTimer(question.timer());
        question.answer().complete(decision);
    }

    /** Ends a chat; returns false if there is none. */
    boolean end(UserName user) {
        Set<PeerLine> lines = open.remove(user);
        if (lines != null) {
            lines.forEach(PeerLine::close);
        }
        return lines != null;
    }

    /** Ends a chat, and drops a request of a user, who gets no answer. */
    void drop(UserName user) {
        end(user);
        Question question = questions.remove(user);
        if (question != null) {
            vertx.cancelTimer(question.timer());
            unanswered().onComplete(question.answer());
        }
    }

    /** Returns whether a chat or a pending request depends on the connection. */
    boolean needs(PeerLine line) {
        return open.values().stream().anyMatch(lines -> lines.contains(line))
                || questions.values().stream().anyMatch(question -> question.line() == line);
    }

    /** The connection has closed, so the chats and requests that depend on it end. */
    void closed(PeerLine line) {
        List<UserName> waiting = questions.entrySet().stream()
                .filter(entry -> entry.getValue().line() == line)
                .map(Map.Entry::getKey)
                .toList();
        waiting.forEach(this::lapse);
        List<UserName> chatting = open.entrySet().stream()
                .filter(entry -> entry.getValue().contains(line))
                .map(Map.Entry::getKey)
                .toList();
        chatting.forEach(user -> {
            end(user);
            ended.accept(user);
        });
    }

    /**
     * Ends everything at logout without telling the console. Users with pending requests get no answer; they learn
     * from the closed connection that this user is gone.
     */
    void clear() {
        questions.values().forEach(question -> vertx.cancelTimer(question.timer()));
        questions.clear();
        requests.clear();
        List.copyOf(open.keySet()).forEach(this::end);
        asking.clear();
    }
}
