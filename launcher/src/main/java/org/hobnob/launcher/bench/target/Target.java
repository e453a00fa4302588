package org.hobnob.launcher.bench.target;

import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;

/**
 * The registry under load.
 *
 * @param address where it is
 * @param pin what it must identify itself by; empty to take what it shows
 * @param engine the generator's TLS implementation
 * @param process the registry's process, where it is one of this machine that we know
 */
public record Target(RegistryAddress address, Optional<Pin> pin, TlsEngine engine, Optional<ProcessHandle> process) {}
