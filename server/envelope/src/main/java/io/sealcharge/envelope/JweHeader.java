package io.sealcharge.envelope;

import com.nimbusds.jose.crypto.impl.ConcatKDF;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The protected header of an envelope (RFC 7516, 4; RFC 7518, 4.6.1), read from an allow-list. */
final class JweHeader {

    private static final int KEY_BITS = 256;
    private static final String REFERENCE = "is not allowed: a key is never taken from an address";
    private static final String GIVEN = "is not allowed: a key or certificate is never taken from the header";
    private static final String PASSWORD = "is not allowed: passwords are not used";

    private static final Map<String, String> FORBIDDEN = Map.ofEntries(
            Map.entry("zip", "is not allowed: the payload must not be compressed"),
            Map.entry("crit", "is not allowed: there are no critical extensions"),
            Map.entry("jku", REFERENCE),
            Map.entry("x5u", REFERENCE),
            Map.entry("jwk", GIVEN),
            Map.entry("x5c", GIVEN),
            Map.entry("x5t", GIVEN),
            Map.entry("x5t#S256", GIVEN),
            Map.entry("p2s", PASSWORD),
            Map.entry("p2c", PASSWORD));

    private static final Set<String> AGREEING = Set.of("alg", "enc", "kid", "epk", "typ", "cty", "apu", "apv");
    private static final Set<String> NOT_AGREEING = Set.of("alg", "enc", "kid", "typ", "cty");
    private static final Set<String> EPK = Set.of("kty", "crv", "x", "y");

    private final KeyManagement encryption;
    private final @Nullable String kid;
    private final @Nullable P256Point epk;
    private final byte[] apu;
    private final byte[] apv;

    private JweHeader(KeyManagement encryption, @Nullable String kid, @Nullable P256Point epk, byte[] apu, byte[] apv) {
        this.encryption = encryption;
        this.kid = kid;
        this.epk = epk;
        this.apu = apu;
        this.apv = apv;
    }

    /** @throws MalformedEnvelopeException with a pointer relative to the header */
    static JweHeader read(byte[] utf8, EnvelopeKind kind) {
        Members header = new Members(StrictJson.object(utf8, "protected"), "");
        header.allowOnly(AGREEING, FORBIDDEN);
        KeyManagement encryption = kind.algorithm(header.string("alg"))
                .orElseThrow(() -> header.fault("alg", "must be " + kind.algorithms()));
        header.exactly("enc", "A256GCM");
        if (kind.typRequired() || header.has("typ")) {
            header.exactly("typ", kind.typ());
        }
        if (kind.typRequired() || header.has("cty")) {
            header.exactly("cty", kind.cty());
        }
        String kid = kind.kidRequired() ? header.name("kid") : header.optionalName("kid");
        if (!encryption.agrees()) {
            header.allowOnly(NOT_AGREEING, Map.of());
            return new JweHeader(encryption, kid, null, new byte[0], new byte[0]);
        }
        return new JweHeader(encryption, kid, epk(header), bytes(header, "apu"), bytes(header, "apv"));
    }

    private static P256Point epk(Members header) {
        Members epk = header.object("epk");
        PrivateMembers.refuse(epk);
        epk.allowOnly(EPK, Map.of());
        epk.exactly("kty", "EC");
        epk.exactly("crv", "P-256");
        return P256Point.of(epk);
    }

    private static byte[] bytes(Members header, String name) {
        String text = header.optionalString(name);
        return text == null ? new byte[0] : Base64Url.decode(text, header.field(name));
    }

    KeyManagement encryption() {
        return encryption;
    }

    @Nullable
    String kid() {
        return kid;
    }

    /** The ephemeral key; only in headers whose encryption agrees a key. */
    P256Point epk() {
        if (epk == null) {
            throw new IllegalStateException("no ephemeral key with this algorithm");
        }
        return epk;
    }

    /** What goes into the Concat KDF beside the shared secret (RFC 7518, 4.6.2), for a key of 256 bits. */
    byte[] otherInfo() {
        if (!(encryption instanceof KeyEncryption agreeing)) {
            throw new IllegalStateException("no key is agreed with this algorithm");
        }
        return ConcatKDF.composeOtherInfo(
                ConcatKDF.encodeDataWithLength(agreeing.algorithmId()),
                ConcatKDF.encodeDataWithLength(apu),
                ConcatKDF.encodeDataWithLength(apv),
                ConcatKDF.encodeIntData(KEY_BITS),
                ConcatKDF.encodeNoData());
    }
}
