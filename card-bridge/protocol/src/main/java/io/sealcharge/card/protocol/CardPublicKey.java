package io.sealcharge.card.protocol;

/**
 * What verifies a card's signatures: ECDSA over P-256 with this generator.
 *
 * @param point Y
 * @param generator R; the standard G for a certified key
 */
public record CardPublicKey(KeyScheme scheme, EncodedPoint point, EncodedPoint generator) {
    /** @throws MalformedCardDataException if a certified key has another generator than G */
    public CardPublicKey {
        if (scheme == KeyScheme.CERTIFIED && !generator.equals(EncodedPoint.G)) {
            throw new MalformedCardDataException("a certified key has the standard generator");
        }
    }

    public static CardPublicKey certified(EncodedPoint point) {
        return new CardPublicKey(KeyScheme.CERTIFIED, point, EncodedPoint.G);
    }

    public static CardPublicKey derived(EncodedPoint point, EncodedPoint generator) {
        return new CardPublicKey(KeyScheme.DERIVED, point, generator);
    }
}
