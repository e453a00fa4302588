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
 * The one-to-one chats of this user: who chats, who asks, who is asked. A chat lives as long as the lines over which it
 * was agreed: closing one is how the other side hears of its end. Not thread-safe.
 */
final class ChatAgreements {
    /** What a person is told. */
    record Screen(Consumer<UserName> requested, Consumer<UserName> ended) {}

    private record Question(PeerLine line, Promise<ChatDecision> answer, long timer) {
        Question over(PeerLine another) {
            return new Question(another, answer, timer);
        }
    }

    private final Vertx vertx;
    private final int limit;
    private final long patienceMs;
    private final Screen screen;
    private final Map<UserName, Set<PeerLine>> open = new HashMap<>();
    private final Map<UserName, Question> questions = new HashMap<>();
    private final Set<UserName> asking = new HashSet<>();

    /**
     * @param limit how many chats there may be, those being asked about included
     * @param patienceMs how long a person may think, in milliseconds
     */
    ChatAgreements(Vertx vertx, int limit, long patienceMs, Screen screen) {
        this.vertx = vertx;
        this.limit = limit;
        this.patienceMs = patienceMs;
        this.screen = screen;
    }

    boolean isOpen(UserName user) {
        return open.containsKey(user);
    }

    private boolean isFull() {
        return open.size() + questions.size() + asking.size() >= limit;
    }

    /** Whether this user has asked that one, who has not answered yet. */
    boolean isAsking(UserName user) {
        return asking.contains(user);
    }

    /** Keeps a place for a chat that this user asks for; false where there is none. */
    boolean begin(UserName user) {
        boolean hasPlace = questions.containsKey(user) || !isFull();
        return hasPlace && asking.add(user);
    }

    /** The other side has decided, or cannot be asked. */
    void decided(UserName user) {
        asking.remove(user);
    }

    /** The chat is agreed on over that line; where the other side asks for it too, that is answered. */
    void opened(UserName user, PeerLine line) {
        opened(user).add(line);
        answer(user, true);
    }

    /** The chat is there, without any line: an original peer is not asked. */
    Set<PeerLine> opened(UserName user) {
        asking.remove(user);
        return open.computeIfAbsent(user, added -> new HashSet<>());
    }

    /** Somebody asks for a chat: the decision, which may take a person's time. */
    Future<ChatDecision> asked(UserName user, PeerLine line) {
        // Who asks while being asked has answered.
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
        screen.requested().accept(user);
        return answer.future();
    }

    private void lapse(UserName user) {
        close(questions.remove(user), ChatDecision.UNANSWERED);
        screen.ended().accept(user);
    }

    /** The person has decided; false where nobody of that name is waiting. */
    boolean answer(UserName user, boolean accept) {
        Question question = questions.remove(user);
        if (question == null) {
            return false;
        }
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

    /** Ends a chat; false where there is none. */
    boolean end(UserName user) {
        Set<PeerLine> lines = open.remove(user);
        if (lines != null) {
            lines.forEach(PeerLine::close);
        }
        return lines != null;
    }

    /** Whether a chat was agreed on, or is being asked for, over the line. */
    boolean needs(PeerLine line) {
        return open.values().stream().anyMatch(lines -> lines.contains(line))
                || questions.values().stream().anyMatch(question -> question.line() == line);
    }

    /** The line is gone, and what hung on it. */
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
            screen.ended().accept(user);
        });
    }

    /**
     * Ends everything without a word to the person: the user is logged out. Who asked gets no answer, and learns from the
     * end of the line that the user is gone.
     */
    void clear() {
        questions.values().forEach(question -> vertx.cancelTimer(question.timer()));
        questions.clear();
        List.copyOf(open.keySet()).forEach(this::end);
        asking.clear();
    }
}
