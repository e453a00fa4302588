/**
 * Coverage-guided tests of parsers. A {@link org.hobnob.protocol.fuzz.FuzzTarget} stands beside the tests of its parser, and
 * is named after it; {@link org.hobnob.protocol.fuzz.Fuzzing} runs the targets of a module.
 */
package org.hobnob.protocol.fuzz;
