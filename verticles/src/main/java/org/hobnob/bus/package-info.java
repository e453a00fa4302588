/** The contract of the event bus: addresses, JSON bodies and failures (protocol/BUS.md). */
package org.hobnob.bus;
