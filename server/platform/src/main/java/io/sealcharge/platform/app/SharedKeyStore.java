package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.util.Optional;

/** The keys that terminals share with the platform, as far as they are on file. Failures: UnavailableException. */
public interface SharedKeyStore {
    /** The key of this name, if it is one of the channel's, whatever its state. */
    Future<Optional<SharedKeyOnFile>> findKey(String channel, TerminalKid kid);
}
