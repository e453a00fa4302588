/**
 * Parsing of input and wording of output: command lines, typed names, markup, explanations of refusals. Pure. Start
 * with {@link org.hobnob.peer.console.text.Explanations}.
 */
package org.hobnob.peer.console.text;
