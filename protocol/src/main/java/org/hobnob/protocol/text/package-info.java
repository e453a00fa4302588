/**
 * What is done with text, whatever it means: {@link org.hobnob.protocol.text.SafeText} makes the text of others harmless
 * to show (SPEC 2.4), {@link org.hobnob.protocol.text.NearestWord} finds what a person mistyped. Uses the JDK alone.
 */
package org.hobnob.protocol.text;
