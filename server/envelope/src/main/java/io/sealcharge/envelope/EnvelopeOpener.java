package io.sealcharge.envelope;

/** The private half of a recharge key, wherever it is kept. */
@FunctionalInterface
public interface EnvelopeOpener {
    /**
     * ECDH with the recipient's private key (SP 800-56A, cofactor 1), then one block of Concat KDF with SHA-256
     * (RFC 7518, 4.6.2).
     *
     * @param epkPoint 65 bytes uncompressed, known to lie on P-256
     * @param otherInfo AlgorithmID, PartyUInfo, PartyVInfo and SuppPubInfo as they enter the KDF
     * @return 32 bytes, which the caller wipes
     */
    byte[] deriveKey(byte[] epkPoint, byte[] otherInfo);
}
