package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalKeysEnvelopeTest {
    private final TerminalPrivateKey key = Samples.terminalKey(KeyEncryption.ECDH_ES);

    private String good() {
        return "{\"kid\":\"%s\",\"reference\":\"register-1\",\"jkt\":\"%s\",\"toTerminal\":\"%s\",\"toPlatform\":\"%s\"}"
                .formatted(
                        Samples.SHARED_KID,
                        key.publicKey().thumbprint(),
                        Base64Url.encode(Samples.sharedKey(SharedKey.Direction.TO_TERMINAL, 1)
                                .bytes()),
                        Base64Url.encode(Samples.sharedKey(SharedKey.Direction.TO_PLATFORM, 2)
                                .bytes()));
    }

    private TerminalKeys read(String plaintext) {
        return TerminalKeysEnvelope.read(plaintext.getBytes(StandardCharsets.UTF_8), key.publicKey());
    }

    @ParameterizedTest
    @EnumSource
    void theKeysOpenWithTheKeyTheyWereSealedTo(KeyEncryption encryption) {
        TerminalPrivateKey own = Samples.terminalKey(encryption);
        TerminalKeys keys = Samples.terminalKeys(own.publicKey());

        TerminalKeys opened = TerminalKeysEnvelope.open(TerminalKeysEnvelope.seal(keys, own.publicKey()), own);

        assertThat(opened).isEqualTo(keys);
        assertThat(opened.kid()).isEqualTo(Samples.SHARED_KID);
        assertThat(opened.toString())
                .doesNotContain(Base64Url.encode(keys.toTerminal().bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void theKeysOpenWithNoOtherKey(KeyEncryption encryption) {
        TerminalPublicKey own = Samples.terminalKey(encryption).publicKey();
        String envelope = TerminalKeysEnvelope.seal(Samples.terminalKeys(own), own);
        TerminalPrivateKey other = TerminalPrivateKey.generate(encryption);

        assertThatThrownBy(() -> TerminalKeysEnvelope.open(envelope, other))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @Test
    void theLongestNamesFit() {
        TerminalPublicKey own = key.publicKey();
        String longest = "x".repeat(64);
        TerminalKeys keys = new TerminalKeys(
                longest,
                own.thumbprint(),
                new SharedKey(longest, SharedKey.Direction.TO_TERMINAL, new byte[32]),
                new SharedKey(longest, SharedKey.Direction.TO_PLATFORM, new byte[32]));

        assertThat(TerminalKeysEnvelope.open(TerminalKeysEnvelope.seal(keys, own), key))
                .isEqualTo(keys);
    }

    @Test
    void keysAreNotSealedToAKeyTheyAreNotBoundTo() {
        TerminalPublicKey other =
                Samples.terminalKey(KeyEncryption.ECDH_ES_A256KW).publicKey();

        assertThatThrownBy(() -> TerminalKeysEnvelope.seal(Samples.terminalKeys(other), key.publicKey()))
                .hasMessage("the shared keys are bound to another key");
    }

    @Test
    void aPairIsOfOneTerminalAndGeneration() {
        assertThatThrownBy(() -> new TerminalKeys(
                        "r",
                        "jkt",
                        new SharedKey("a.1", SharedKey.Direction.TO_TERMINAL, new byte[32]),
                        new SharedKey("a.2", SharedKey.Direction.TO_PLATFORM, new byte[32])))
                .hasMessage("the shared keys of two terminals or generations");
    }

    @Test
    void aVoucherIsNoKeysAndKeysAreNoVoucher() {
        TerminalPublicKey own = key.publicKey();
        String voucher = VoucherEnvelope.seal(Samples.voucher(own), own);
        String keys = TerminalKeysEnvelope.seal(Samples.terminalKeys(own), own);

        assertThatThrownBy(() -> TerminalKeysEnvelope.open(voucher, key))
                .hasMessage("/typ: must be sealcharge-terminal-keys+jwe");
        assertThatThrownBy(() -> VoucherEnvelope.open(keys, key)).hasMessage("/typ: must be sealcharge-voucher+jwe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reference\":\"register-1\"|\"reference\":\"\"",
                "\"reference\":\"register-1\",|",
                "\"jkt\":\"|\"jkt\":\"x",
                "\"kid\":\"|\"kid\":\" ",
                "\"kid\":\"|\"kid\":7,\"x\":\"",
                "\"toTerminal\":\"|\"toTerminal\":\"A",
                "\"toTerminal\":\"|\"toTerminal\":\"AAAA",
                "\"toTerminal\":\"|\"toTerminal\":\"\\u00e4",
                "\"toTerminal\"|\"toTarminal\"",
                "\"toTerminal\"|\"toPlatform\"",
                "\"}|=\"}",
                "}|,\"pin\":\"1234\"}"
            })
    void aContentThatIsNoPairOfKeysBoundToTheKeyIsUnreadable(String change) {
        assertThat(read(good())).isEqualTo(Samples.terminalKeys(key.publicKey()));
        String[] fromTo = change.split("\\|", -1);
        assertThat(good()).contains(fromTo[0]);

        assertThatThrownBy(() -> read(good().replace(fromTo[0], fromTo[1])))
                .isInstanceOf(UnreadableEnvelopeException.class)
                .hasNoCause();
    }

    @Test
    void aKeyHasOneTextOnly() {
        String zeros = "A".repeat(43);
        String stray = "A".repeat(42) + "B";
        String start = good().substring(0, good().indexOf("\"toTerminal\""));

        read(start + "\"toTerminal\":\"" + zeros + "\",\"toPlatform\":\"" + zeros + "\"}");
        assertThatThrownBy(() -> read(start + "\"toTerminal\":\"" + stray + "\",\"toPlatform\":\"" + zeros + "\"}"))
                .isInstanceOf(UnreadableEnvelopeException.class);
    }

    @Test
    void thePlaintextIsWipedByReading() {
        byte[] plaintext = good().getBytes(StandardCharsets.US_ASCII);

        TerminalKeysEnvelope.read(plaintext, key.publicKey()).close();

        assertThat(plaintext).containsOnly(0);
    }
}
