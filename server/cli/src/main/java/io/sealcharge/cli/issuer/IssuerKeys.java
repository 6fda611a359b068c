package io.sealcharge.cli.issuer;

import io.sealcharge.card.keys.CertificateVerifier;
import io.sealcharge.card.protocol.EncodedPoint;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.cli.UsageException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyManifest;
import io.sealcharge.hsm.KeyRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the manifests of both tokens say of the keys that cards depend on. Nothing in it is secret. */
public final class IssuerKeys {
    private final Map<KeyRole, List<KeyDescription>> newestFirst;

    private IssuerKeys(Map<KeyRole, List<KeyDescription>> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * @param server the manifest of the server's token
     * @param officers the manifest of the officers' token
     * @throws UsageException if one is not there
     * @throws IllegalArgumentException if one is not sound
     */
    public static IssuerKeys read(Path server, Path officers) throws IOException {
        return new IssuerKeys(Stream.of(manifest(server), manifest(officers))
                .flatMap(manifest -> manifest.descriptions().stream())
                .sorted(Comparator.comparingInt((KeyDescription key) -> key.id().epoch())
                        .reversed())
                .collect(Collectors.groupingBy(key -> key.id().role())));
    }

    static KeyManifest manifest(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new UsageException("there is no key manifest " + file + "; ./run makes the keys of both tokens, and"
                    + " ./sealcharge hsm setup those of one");
        }
        return KeyManifest.read(file);
    }

    /**
     * All epochs, newest first.
     *
     * @throws UsageException if there is none
     */
    public List<KeyDescription> all(KeyRole role) {
        List<KeyDescription> keys = newestFirst.getOrDefault(role, List.of());
        if (keys.isEmpty()) {
            throw new UsageException("there is no key of the role " + role.label()
                    + ": the set-up of an earlier release did not make it; ./run or ./sealcharge hsm setup makes it");
        }
        return keys;
    }

    /** @throws UsageException if there is none */
    public KeyDescription newest(KeyRole role) {
        return all(role).getFirst();
    }

    /** Says which cards are this issuer's. */
    public CertificateVerifier verifier(IssuerId issuer) {
        return new CertificateVerifier(
                issuer,
                all(KeyRole.CARD_CERTIFICATION).stream().map(IssuerKeys::point).toList(),
                all(KeyRole.CARD_DERIVATION).stream()
                        .collect(Collectors.toMap(key -> key.id().epoch(), IssuerKeys::point)));
    }

    private static EncodedPoint point(KeyDescription key) {
        return new EncodedPoint(Objects.requireNonNull(key.publicPoint()));
    }
}
