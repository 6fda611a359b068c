package io.sealcharge.load;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.KeyManagement;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.SharedKey;
import io.sealcharge.envelope.SymmetricEncryption;

/** The key that one recharge is encrypted to or with. */
sealed interface RequestKey {

    /** The name of the key, as the envelope has it. */
    String kid();

    /** An envelope as a terminal makes it. */
    String seal(RechargeContent content, KeyManagement encryption);

    /** An envelope that holds whatever it is. */
    default String sealText(String text, KeyManagement encryption) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.parse(encryption.jwaName()), EncryptionMethod.A256GCM)
                .keyID(kid())
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(text));
        try {
            jwe.encrypt(encrypter(encryption));
        } catch (JOSEException failure) {
            throw new IllegalStateException("this JVM lacks " + encryption.jwaName(), failure);
        }
        return jwe.serialize();
    }

    JWEEncrypter encrypter(KeyManagement encryption) throws JOSEException;

    /** A key pair of the platform. */
    record Own(RechargeKey key) implements RequestKey {
        @Override
        public String kid() {
            return key.kid();
        }

        @Override
        public String seal(RechargeContent content, KeyManagement encryption) {
            return RechargeEnvelope.seal(content, key, (KeyEncryption) encryption);
        }

        @Override
        public JWEEncrypter encrypter(KeyManagement encryption) throws JOSEException {
            return new ECDHEncrypter(key.point().publicKey());
        }
    }

    /** A key that a registered terminal shares with the platform. */
    record Shared(SharedKey key) implements RequestKey {
        @Override
        public String kid() {
            return key.kid();
        }

        @Override
        public String seal(RechargeContent content, KeyManagement encryption) {
            return RechargeEnvelope.seal(content, key, (SymmetricEncryption) encryption);
        }

        @Override
        public JWEEncrypter encrypter(KeyManagement encryption) throws JOSEException {
            return encryption == SymmetricEncryption.DIR
                    ? new DirectEncrypter(key.bytes())
                    : new AESEncrypter(key.bytes());
        }
    }
}
