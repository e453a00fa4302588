/**
 * Keep-alive of the native dialect: UDP datagrams, bound to a session by a key that was sent over TLS.
 *
 * <h2>Datagrams</h2>
 *
 * <p>ASCII text, one datagram each, at most {@value org.hobnob.protocol.keepalive.KeepAliveCodec#MAX_BYTES} bytes, no
 * line end, exactly one space between parts:
 *
 * <pre>
 * KEEP_ALIVE user timeout-seconds s=session n=counter [p=padding] t=tag      peer to registry
 * KEEP_ALIVE_RESPONSE &lt;SUCCESS&gt; &lt;200&gt; s=session n=counter t=tag      registry to peer
 * KEEP_ALIVE_RESPONSE &lt;FAILURE&gt; &lt;404&gt; s=session n=counter t=tag      registry to peer
 * TIMEOUT user s=session n=counter t=tag                                     registry to peer
 * KEEP_ALIVE user                                                            original clients, bare
 * </pre>
 *
 * <table>
 * <caption>Parts</caption>
 * <tr><th>part</th><th>form</th></tr>
 * <tr><td>user</td><td>{@code [A-Za-z0-9][A-Za-z0-9_-]{0,31}}</td></tr>
 * <tr><td>timeout-seconds</td><td>1 to 99999, no leading zero; the registry clamps it</td></tr>
 * <tr><td>session</td><td>the session's 64-bit id, 16 lower-case hexadecimal digits</td></tr>
 * <tr><td>counter</td><td>1 to 999999999999999, no leading zero</td></tr>
 * <tr><td>padding</td><td>zeros, see below</td></tr>
 * <tr><td>tag</td><td>16 bytes, 32 lower-case hexadecimal digits</td></tr>
 * </table>
 *
 * <p>Every value has exactly one encoding; any other datagram is malformed. Only the bare form allows spaces (0x20) at its
 * end.
 *
 * <h2>Padding</h2>
 *
 * <p>An answer is never longer than its question, so that the registry cannot be used for amplification. A question that would be shorter
 * than its answer (92 bytes and the digits of the counter) carries {@code p=} and as many zeros as make it exactly
 * as long, at least one; a question that is long enough carries no {@code p=}.
 *
 * <h2>Tag</h2>
 *
 * <p>The tag is the first 16 bytes of HMAC-SHA256 (RFC 2104, FIPS 180-4) under the session's 32-byte key, which the registry
 * sent over TLS at login, over the ASCII text {@code hobnob keep-alive 1}, one direction byte (0x01 peer to registry, 0x02
 * registry to peer) and the datagram's bytes before {@code " t="}. The directions differ, so a reflected datagram is no
 * reply.
 *
 * <h2>Rules</h2>
 *
 * <ol>
 *   <li>A peer counts its questions of a session from 1; the registry counts its {@code TIMEOUT}s of a session from 1. An
 *       answer repeats the counter of its question. A new session has a new key and new counters.
 *   <li>The receiver looks the session up, checks the tag, then the user's name (without regard to case), then the
 *       counter, in this order. The counter must be new in a window of
 *       {@value org.hobnob.protocol.keepalive.ReplayWindow#WIDTH} (RFC 4303 section 3.4.3). Whatever fails has no effect
 *       and gets no answer.
 *   <li>The registry answers {@code <SUCCESS> <200>}, or {@code <FAILURE> <404>} while it still knows the key of a session
 *       that has ended. The peer then reconnects over TLS.
 *   <li>The peer believes an answer only to a question that it asked and that was not answered yet.
 *   <li>A bare keep-alive proves nothing. It counts only for a session of the original dialect from the session's own
 *       address.
 * </ol>
 */
package org.hobnob.protocol.keepalive;
