package io.sealcharge.card.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Signatures under both schemes, CMAC, and a session of personalisation. */
final class CryptoVectors {
    private static final String NIST_KEY = "2b7e151628aed2a6abf7158809cf4f3c";
    private static final String NIST_MESSAGE = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    private final VectorFile file;

    CryptoVectors(VectorFile file) {
        this.file = file;
    }

    void write() {
        file.section("Signatures: generator R, public key Y, signature, input");
        signatures();
        file.section("AES-CMAC: key, message (the first four are those of NIST SP 800-38B, appendix D)");
        for (int bytes : new int[] {0, 16, 40, 64, 1, 15, 17, 63}) {
            file.valid(VectorKind.CMAC, bytes + " bytes", NIST_KEY + NIST_MESSAGE.substring(0, 2 * bytes));
        }
        file.section("Keys of personalisation");
        file.valid(VectorKind.TRANSPORT_INPUT, "serial number", VectorSamples.SERIAL.bytes());
        file.valid(
                VectorKind.CARD_KEY_INPUT, "issuer, epoch, card", VectorSamples.ISSUER + "0001" + VectorSamples.CARD);
        file.valid(
                VectorKind.SESSION,
                "begin, store parameters, store card key",
                join(
                        VectorSamples.TRANSPORT_KEY,
                        VectorSamples.SERIAL.bytes(),
                        VectorSamples.NONCE.bytes(),
                        VectorSamples.OTHER_NONCE.bytes()));
    }

    private void signatures() {
        byte[] operation = VectorSamples.operation(0, VectorSamples.move(Business.RECHARGE, 10_000))
                .signingInput();
        signature("issuer-operation, standard generator", VectorSamples.ISSUER_OPERATION, operation);
        byte[] result = VectorSamples.result().signingInput();
        signature("certified card's result", VectorSamples.CERTIFIED_CARD, result);
        signature("derived card's result", VectorSamples.DERIVED_CARD, result);
        signature(
                "certificate",
                VectorSamples.CERTIFICATION,
                VectorSamples.certificate(KeyScheme.DERIVED).signingInput());
    }

    private void signature(String name, VectorSigner signer, byte[] input) {
        byte[] signature = signer.sign(input).bytes();
        byte[] valid = join(signer.generator().bytes(), signer.point().bytes(), signature, input);
        file.valid(VectorKind.SIGNATURE, name, valid);
        for (int at : new int[] {2 * EncodedPoint.LENGTH, 2 * EncodedPoint.LENGTH + 63, valid.length - 1}) {
            byte[] changed = valid.clone();
            changed[at] ^= 1;
            file.invalid(VectorKind.SIGNATURE, name + ", byte " + at + " changed", changed);
        }
        int r = 2 * EncodedPoint.LENGTH;
        byte[] zero = valid.clone();
        Arrays.fill(zero, r, r + 32, (byte) 0);
        file.invalid(VectorKind.SIGNATURE, name + ", r = 0", zero);
        byte[] zeroS = valid.clone();
        Arrays.fill(zeroS, r + 32, r + 64, (byte) 0);
        file.invalid(VectorKind.SIGNATURE, name + ", s = 0", zeroS);
        byte[] high = valid.clone();
        Arrays.fill(high, r, r + 32, (byte) 0xFF);
        file.invalid(VectorKind.SIGNATURE, name + ", r over the order", high);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
