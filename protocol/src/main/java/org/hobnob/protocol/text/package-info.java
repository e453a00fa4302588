/**
 * Text processing that does not depend on what the text means: {@link org.hobnob.protocol.text.SafeText} makes text
 * from others harmless to show (SPEC 2.4), {@link org.hobnob.protocol.text.NearestWord} finds the word that was
 * meant. Uses only the JDK.
 */
package org.hobnob.protocol.text;
