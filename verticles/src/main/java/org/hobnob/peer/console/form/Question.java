package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * One question of a form.
 *
 * @param prompt what is asked
 * @param hidden whether the answer must not be seen
 * @param answer takes the answer: shows what is wrong with it and leaves the question open, or goes on
 */
record Question(String prompt, boolean hidden, Function<String, Future<Void>> answer) {}
