package org.hobnob.launcher.bench.target;

import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;

/**
 * The registry under load.
 *
 * @param address where it is
 * @param pin the key that it must present; empty to accept any
 * @param engine the generator's TLS implementation
 * @param process the registry's process, if it runs on this machine and is known
 */
public record Target(RegistryAddress address, Optional<Pin> pin, TlsEngine engine, Optional<ProcessHandle> process) {}
