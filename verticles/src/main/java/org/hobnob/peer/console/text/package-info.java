/**
 * Words in and out: command lines taken apart, typed names as values, markup, refusals in sentences that say what to do
 * next. Pure. Start with {@link org.hobnob.peer.console.text.Explanations}.
 */
package org.hobnob.peer.console.text;
