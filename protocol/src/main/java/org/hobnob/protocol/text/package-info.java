/**
 * What text from others may do to a terminal or a log: nothing (SPEC 2.4). One class, used wherever text is shown. Start
 * with {@link org.hobnob.protocol.text.SafeText}.
 */
package org.hobnob.protocol.text;
