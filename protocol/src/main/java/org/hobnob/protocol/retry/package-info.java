/** Delays between tries. */
package org.hobnob.protocol.retry;
