package io.sealcharge.acceptance;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import io.sealcharge.acceptance.Api.Request;
import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.Pin;
import io.sealcharge.envelope.RechargeContent;
import io.sealcharge.envelope.RechargeEnvelope;
import io.sealcharge.envelope.RechargeKey;
import io.sealcharge.envelope.VoucherSecret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recharges that look sound and are not, each with a one-time key of its own. */
final class UnreadableRecharges {
    private static final String TERMINAL = "till-7";
    private static final int ENCRYPTED_KEY = 1;
    private static final int IV = 2;
    private static final int CIPHERTEXT = 3;
    private static final int TAG = 4;

    private final Shop shop;
    private final KeyEncryption encryption;

    UnreadableRecharges(Shop shop, KeyEncryption encryption) {
        this.shop = shop;
        this.encryption = encryption;
    }

    /** How a recharge is made of a fresh key. */
    private interface Envelope {
        String with(RechargeKey key);
    }

    /** Sends {@code act} each of them, by its name, before the next key is asked for. */
    void each(Act act) throws Exception {
        try (VoucherSecret fresh = shop.voucher();
                VoucherSecret spent = shop.voucher();
                Pin wrong = Shop.pin("123456789012345678")) {
            shop.spend(spent.pin(), "+8613800138005");
            Map<String, Envelope> envelopes = new LinkedHashMap<>(flipped(fresh.pin()));
            envelopes.put("a wrong PIN", key -> sealed(wrong, Shop.PHONE_NUMBER, key));
            envelopes.put("a spent PIN", key -> sealed(spent.pin(), Shop.PHONE_NUMBER, key));
            envelopes.put("another number inside", key -> sealed(fresh.pin(), "+8613800138001", key));
            envelopes.put(
                    "another reference inside",
                    key -> RechargeEnvelope.seal(
                            new RechargeContent(fresh.pin(), Shop.PHONE_NUMBER, "another"), key, encryption));
            String bound = "\"phoneNumber\":\"" + Shop.PHONE_NUMBER + "\",\"reference\":\"%s\"";
            envelopes.put("no JSON inside", key -> encrypted("nonsense", key));
            envelopes.put("nothing in the JSON", key -> encrypted("{}", key));
            envelopes.put("no PIN inside", key -> encrypted("{" + bound.formatted(key.reference()) + "}", key));
            envelopes.put(
                    "a PIN of letters inside",
                    key -> encrypted("{\"pin\":\"abcdefghijklmnopqr\"," + bound.formatted(key.reference()) + "}", key));
            envelopes.put(
                    "a field too many inside",
                    key -> encrypted(
                            "{\"x\":1,\"pin\":\"123456789012345678\"," + bound.formatted(key.reference()) + "}", key));
            envelopes.put(
                    "two PINs inside",
                    key -> encrypted(
                            "{\"pin\":\"123456789012345678\",\"pin\":\"123456789012345679\","
                                    + bound.formatted(key.reference()) + "}",
                            key));
            for (Map.Entry<String, Envelope> made : envelopes.entrySet()) {
                RechargeKey key = shop.verifiedKey(TERMINAL);
                String envelope = made.getValue().with(key);
                act.on(
                        encryption + ": " + made.getKey(),
                        shop.recharge(Shop.rechargeBody(key.reference(), TERMINAL, envelope)));
            }
        }
    }

    /** What is done with such a recharge. */
    interface Act {
        void on(String name, Request request) throws Exception;
    }

    private Map<String, Envelope> flipped(Pin pin) {
        Map<String, Envelope> envelopes = new LinkedHashMap<>();
        envelopes.put("a bit of the tag", key -> flip(sealed(pin, Shop.PHONE_NUMBER, key), TAG));
        envelopes.put("a bit of the iv", key -> flip(sealed(pin, Shop.PHONE_NUMBER, key), IV));
        envelopes.put("a bit of the ciphertext", key -> flip(sealed(pin, Shop.PHONE_NUMBER, key), CIPHERTEXT));
        envelopes.put("the header of another envelope", key -> {
            String own = sealed(pin, Shop.PHONE_NUMBER, key);
            String other = sealed(pin, Shop.PHONE_NUMBER, key);
            return other.substring(0, other.indexOf('.')) + own.substring(own.indexOf('.'));
        });
        if (encryption == KeyEncryption.ECDH_ES_A256KW) {
            envelopes.put("a bit of the key", key -> flip(sealed(pin, Shop.PHONE_NUMBER, key), ENCRYPTED_KEY));
        }
        return envelopes;
    }

    private String sealed(Pin pin, String phoneNumber, RechargeKey key) {
        return Shop.sealed(pin, phoneNumber, key, encryption);
    }

    private static String flip(String compact, int part) {
        String[] parts = compact.split("\\.", -1);
        byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
        bytes[0] ^= 1;
        parts[part] = TerminalKeys.base64(bytes);
        return String.join(".", parts);
    }

    private String encrypted(String plaintext, RechargeKey key) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.parse(encryption.jwaName()), EncryptionMethod.A256GCM)
                .keyID(key.kid())
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(plaintext));
        try {
            jwe.encrypt(new ECDHEncrypter(key.point().publicKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwe.serialize();
    }
}
