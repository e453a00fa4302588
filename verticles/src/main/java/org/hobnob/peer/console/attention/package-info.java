/**
 * What deserves the user's attention: which lines are shown at once, which only count, which ring the bell. Rules only,
 * without input or output. Start with {@link org.hobnob.peer.console.attention.Attention}.
 */
package org.hobnob.peer.console.attention;
