/** The event bus as a contract: its addresses, the JSON on it, and its failures (protocol/BUS.md). */
package org.hobnob.bus;
