package io.sealcharge.cli.issuer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.PinSource;
import io.sealcharge.hsm.pkcs11.Pkcs11Hsm;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server's token and the officers', with the keys that cards depend on in use. One is open at a time, since a PKCS#11
 * library has one state in a process: asking for the other closes the first. Used by one thread.
 */
final class IssuerTokens implements AutoCloseable {
    private static final Set<KeyRole> CARD_ROLES = EnumSet.of(
            KeyRole.ISSUER_OPERATION,
            KeyRole.CARD_CERTIFICATION,
            KeyRole.CARD_TRANSPORT,
            KeyRole.ISSUER_ADMIN,
            KeyRole.CARD_DERIVATION);

    private final Token server;
    private final Token officers;
    private @Nullable Token opened;
    private @Nullable Hsm hsm;

    IssuerTokens(Token server, Token officers) {
        this.server = server;
        this.officers = officers;
    }

    /** How a token is opened, and what is in it. */
    record Token(HsmConfig config, Path pinFile, KeyManifest manifest) {
        private Hsm open() {
            Hsm hsm = Pkcs11Hsm.open(config, PinSource.ofFile(pinFile), new SimpleMeterRegistry());
            boolean inUse = false;
            try {
                List<KeyDescription> keys = manifest.descriptions().stream()
                        .filter(key -> CARD_ROLES.contains(key.id().role()))
                        .toList();
                hsm.use(keys);
                inUse = true;
                return hsm;
            } finally {
                if (!inUse) {
                    hsm.close();
                }
            }
        }
    }

    /** @throws HsmException if it cannot be opened, or its keys are not those of the manifest */
    Hsm server() {
        return open(server);
    }

    /** @throws HsmException as {@link #server} */
    Hsm officers() {
        return open(officers);
    }

    private Hsm open(Token wanted) {
        Hsm current = hsm;
        if (current != null && wanted.equals(opened)) {
            return current;
        }
        close();
        Hsm other = wanted.open();
        opened = wanted;
        hsm = other;
        return other;
    }

    @Override
    public void close() {
        if (hsm != null) {
            hsm.close();
            hsm = null;
        }
    }
}
