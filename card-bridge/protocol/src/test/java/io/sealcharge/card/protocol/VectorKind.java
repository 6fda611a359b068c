package io.sealcharge.card.protocol;

import io.sealcharge.card.link.LinkMessage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;

/** What the bytes of a vector are, and what makes them valid. */
enum VectorKind {
    TLV,
    COMMAND_APDU,
    RESPONSE_APDU,
    COMMAND,
    SIGNED_OPERATION,
    TRANSFER_REQUEST,
    STATUS_REQUEST,
    PIN_BLOCK,
    RESULT,
    STATUS,
    CERTIFICATE,
    SELECT_ANSWER,
    INITIALIZE_ANSWER,
    BALANCE,
    CARD_INFO,
    CARD_LIMITS,
    ISSUER_KEYS,
    CARD_PARAMETERS,
    ISSUER_KEY,
    DERIVED_KEY,
    LINK,
    /** Bytes: the operation. Meaning: what is signed. */
    SIGNING_INPUT,
    /** Bytes: the operation. Meaning: what the card signs that asked for this transfer. */
    TRANSFER_INPUT,
    /** Bytes: the operation. Meaning: its digest. */
    DIGEST,
    /** Bytes: issuer, epoch, card id. Meaning: what card-derivation signs. */
    CARD_KEY_INPUT,
    /** Bytes: generator R, public key Y, signature, input. */
    SIGNATURE,
    /** Bytes: key, message. Meaning: AES-CMAC. */
    CMAC,
    /** Bytes: serial number. Meaning: what card-transport runs AES-CMAC over. */
    TRANSPORT_INPUT,
    /** Bytes: transport key, serial number, platform's and card's nonce. Meaning: commands and answers of a session. */
    SESSION;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static VectorKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The meaning of valid bytes. @throws MalformedCardDataException if they are not valid */
    String read(byte[] bytes) {
        return switch (this) {
            case TLV -> {
                TlvReader.requireCanonical(bytes);
                yield "";
            }
            case PIN_BLOCK -> {
                PinBlock.requireWellFormed(bytes);
                yield "";
            }
            case COMMAND -> CommandApdu.decode(bytes).toString();
            case COMMAND_APDU -> {
                CommandApdu apdu = CommandApdu.decode(bytes);
                byte[] kept = bytes.clone();
                if (apdu.expectsAnswer()) {
                    kept[kept.length - 1] = 0;
                }
                yield same(apdu.encode(), kept, apdu + (apdu.expectsAnswer() ? ", Le" : ""));
            }
            case RESPONSE_APDU -> same(bytes, ResponseApdu::decode, ResponseApdu::encode);
            case SIGNED_OPERATION -> signed(Signed.operation(bytes), bytes);
            case TRANSFER_REQUEST -> same(bytes, TransferRequest::decode, TransferRequest::encode);
            case STATUS_REQUEST -> same(bytes, StatusRequest::decode, StatusRequest::encode);
            case RESULT -> same(bytes, OperationResult::decode, OperationResult::encode);
            case STATUS -> same(bytes, CardStatus::decode, CardStatus::encode);
            case CERTIFICATE -> same(bytes, CardCertificate::decode, CardCertificate::encode);
            case SELECT_ANSWER -> same(bytes, SelectAnswer::decode, SelectAnswer::encode);
            case INITIALIZE_ANSWER -> same(bytes, InitializeAnswer::decode, InitializeAnswer::encode);
            case BALANCE -> same(bytes, CardBalance::decode, CardBalance::encode);
            case CARD_INFO -> same(bytes, CardInfo::decode, CardInfo::encode);
            case CARD_LIMITS -> same(bytes, CardLimits::decode, CardLimits::encode);
            case ISSUER_KEYS -> same(bytes, IssuerKeyEpochs::decode, IssuerKeyEpochs::encode);
            case CARD_PARAMETERS -> same(bytes, CardParameters::decode, CardParameters::encode);
            case ISSUER_KEY -> same(bytes, IssuerKey::decode, IssuerKey::encode);
            case DERIVED_KEY -> {
                DerivedCardKey key = DerivedCardKey.decode(bytes);
                yield same(key.encode(), bytes, key.publicKey());
            }
            case LINK -> same(bytes, LinkMessage::decode, LinkMessage::encode);
            default -> compute(bytes);
        };
    }

    private String compute(byte[] bytes) {
        return switch (this) {
            case SIGNING_INPUT -> hex(Operation.decode(bytes).signingInput());
            case TRANSFER_INPUT -> hex(Operation.decode(bytes).transferInput());
            case DIGEST -> Operation.decode(bytes).digest().toString();
            case CARD_KEY_INPUT -> {
                IssuerId issuer = new IssuerId(Arrays.copyOf(bytes, 4));
                CardId card = new CardId(Arrays.copyOfRange(bytes, 6, 14));
                yield hex(Domain.cardKeyInput(issuer, Numbers.epoch(Arrays.copyOfRange(bytes, 4, 6)), card));
            }
            case SIGNATURE -> {
                if (!VectorSigner.verifies(bytes)) {
                    throw new MalformedCardDataException("signature differs");
                }
                yield "";
            }
            case CMAC -> hex(AesCmac.mac(Arrays.copyOf(bytes, 16), Arrays.copyOfRange(bytes, 16, bytes.length)));
            case TRANSPORT_INPUT -> hex(TransportKey.derivationInput(new SerialNumber(bytes)));
            case SESSION -> VectorSession.transcript(bytes);
            default -> throw new IllegalStateException(name());
        };
    }

    private static String signed(Signed<Operation> operation, byte[] bytes) {
        return same(operation.encode(), bytes, operation.statement());
    }

    private static <T> String same(byte[] bytes, Function<byte[], T> decode, Function<T, byte[]> encode) {
        T value = decode.apply(bytes);
        return same(encode.apply(value), bytes, value);
    }

    /** One value, one encoding. */
    private static String same(byte[] encoded, byte[] bytes, Object meaning) {
        if (!Arrays.equals(encoded, bytes)) {
            throw new AssertionError("re-encodes to " + hex(encoded) + ", was " + hex(bytes));
        }
        return meaning.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
