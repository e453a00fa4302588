/** Waiting before another try. */
package org.hobnob.protocol.retry;
