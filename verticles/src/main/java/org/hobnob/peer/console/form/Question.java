package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * One question of a form.
 *
 * @param prompt the text of the question
 * @param hidden whether the answer must not be echoed
 * @param answer handles the answer: shows what is wrong with it and leaves the question open, or continues
 */
record Question(String prompt, boolean hidden, Function<String, Future<Void>> answer) {}
