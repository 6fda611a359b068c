package io.sealcharge.envelope;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Seals a plaintext with the headers that {@link JweHeader} accepts. */
final class SealedJwe {
    private SealedJwe() {}

    /** Encrypts and wipes the plaintext. */
    static String seal(
            byte[] plaintext,
            EnvelopeKind kind,
            KeyManagement encryption,
            @Nullable String kid,
            JWEEncrypter encrypter) {
        try {
            JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.parse(encryption.jwaName()), EncryptionMethod.A256GCM)
                    .type(new JOSEObjectType(kind.typ()))
                    .contentType(kind.cty())
                    .keyID(kid)
                    .build();
            JWEObject jwe = new JWEObject(header, new Payload(plaintext));
            jwe.encrypt(encrypter);
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal with " + encryption.jwaName(), e);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }
}
