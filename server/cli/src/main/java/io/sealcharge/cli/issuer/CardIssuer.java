package io.sealcharge.cli.issuer;

import io.sealcharge.card.keys.CardCertification;
import io.sealcharge.card.keys.CardKeyDerivation;
import io.sealcharge.card.keys.CardOrder;
import io.sealcharge.card.keys.CardProof;
import io.sealcharge.card.keys.CertificateRegister;
import io.sealcharge.card.keys.CertificateVerifier;
import io.sealcharge.card.keys.FileCertificateRegister;
import io.sealcharge.card.keys.OperationSigning;
import io.sealcharge.card.keys.Personalisation;
import io.sealcharge.card.keys.TransportKeys;
import io.sealcharge.card.protocol.CardParameters;
import io.sealcharge.card.protocol.IssuerId;
import io.sealcharge.card.protocol.IssuerKey;
import io.sealcharge.card.protocol.KeyScheme;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.TransportKey;
import io.sealcharge.cli.UsageException;
import io.sealcharge.cli.hsm.TokenLabels;
import io.sealcharge.hsm.Hsm;
import io.sealcharge.hsm.HsmConfig;
import io.sealcharge.hsm.HsmException;
import io.sealcharge.hsm.KeyDescription;
import io.sealcharge.hsm.KeyRole;
import io.sealcharge.hsm.TokenOwner;
import io.sealcharge.hsm.officer.KeySetup;
import io.sealcharge.platform.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The issuer with both its tokens at hand. A token is opened when a key in it is first needed. */
public final class CardIssuer implements AutoCloseable {
    private final SecureRandom random = new SecureRandom();
    private final IssuerId id;
    private final IssuerKeys keys;
    private final IssuerTokens tokens;
    private final CertificateRegister register;

    private CardIssuer(IssuerId id, IssuerKeys keys, IssuerTokens tokens, CertificateRegister register) {
        this.id = id;
        this.keys = keys;
        this.tokens = tokens;
        this.register = register;
    }

    /**
     * @param server the platform's settings of its token; the officers' is behind the same library
     * @param officers the folder of the officers' token, with its PIN
     * @param certificates the folder of the register
     * @throws UsageException if a manifest is not there
     */
    public static CardIssuer open(IssuerId id, Settings.HsmModule server, Path officers, Path certificates)
            throws IOException {
        Path officersManifest = officers.resolve(KeySetup.MANIFEST);
        IssuerKeys keys = IssuerKeys.read(server.keyManifest(), officersManifest);
        IssuerTokens tokens = new IssuerTokens(
                new IssuerTokens.Token(
                        HsmConfig.defaults(server.library(), server.tokenLabel()),
                        server.pinFile(),
                        IssuerKeys.manifest(server.keyManifest())),
                new IssuerTokens.Token(
                        HsmConfig.defaults(server.library(), TokenLabels.of(TokenOwner.OFFICERS)),
                        officers.resolve(KeySetup.USER_PIN),
                        IssuerKeys.manifest(officersManifest)));
        return new CardIssuer(id, keys, tokens, new FileCertificateRegister(certificates));
    }

    /** Says which cards are this issuer's. */
    public CertificateVerifier verifier() {
        return keys.verifier(id);
    }

    public CardProof proof() {
        return new CardProof(verifier(), random);
    }

    /** Personalises cards, and writes their certificates into the register. */
    public Personalisation personalisation() {
        return new Personalisation(
                new TransportKeys(tokens::server, keys.newest(KeyRole.CARD_TRANSPORT)),
                new CardKeyDerivation(tokens::officers, keys.newest(KeyRole.CARD_DERIVATION)),
                new CardCertification(tokens::server, keys.newest(KeyRole.CARD_CERTIFICATION)),
                register,
                proof(),
                random);
    }

    /** Signs with the newest {@code issuer-operation} key. */
    public OperationSigning operations() {
        return signing(tokens::server, keys.newest(KeyRole.ISSUER_OPERATION));
    }

    private static OperationSigning signing(Supplier<? extends Hsm> token, KeyDescription key) {
        return new OperationSigning(token, key);
    }

    /**
     * An order with the newest keys of this issuer, as many as a card holds. A card's first certificate has the epoch of
     * its derivation key, or 1.
     */
    public CardOrder order(CardParameters parameters, KeyScheme scheme) {
        int epoch = scheme == KeyScheme.DERIVED
                ? keys.newest(KeyRole.CARD_DERIVATION).id().epoch()
                : 1;
        return new CardOrder(parameters, scheme, epoch, issuerKeys());
    }

    private List<IssuerKey> issuerKeys() {
        Stream<OperationSigning> operation =
                keys.all(KeyRole.ISSUER_OPERATION).stream().map(key -> signing(tokens::server, key));
        Stream<OperationSigning> admin =
                keys.all(KeyRole.ISSUER_ADMIN).stream().map(key -> signing(tokens::officers, key));
        return Stream.concat(fitting(operation), fitting(admin)).toList();
    }

    private static Stream<IssuerKey> fitting(Stream<OperationSigning> newestFirst) {
        List<IssuerKey> all = newestFirst.map(OperationSigning::issuerKey).toList();
        return all.stream().limit(all.getFirst().reference().role().keysAtMost());
    }

    public IssuerId id() {
        return id;
    }

    public CertificateRegister register() {
        return register;
    }

    /**
     * The transport key of a blank card.
     *
     * @return to be closed
     * @throws HsmException if the token fails
     */
    public TransportKey transportKey(SerialNumber serial) {
        return new TransportKeys(tokens::server, keys.newest(KeyRole.CARD_TRANSPORT)).of(serial);
    }

    /** Logs out. */
    @Override
    public void close() {
        tokens.close();
    }
}
