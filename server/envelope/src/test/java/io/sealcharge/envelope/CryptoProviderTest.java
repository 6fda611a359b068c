package io.sealcharge.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one provider seals, signs and agrees, the other opens, verifies and agrees as well. */
class CryptoProviderTest {

    @TempDir
    private Path temporary;

    private static CryptoProvider other(CryptoProvider provider) {
        return provider == CryptoProvider.JDK ? CryptoProvider.CORRETTO : CryptoProvider.JDK;
    }

    @AfterEach
    void backToTheJdks() {
        CryptoProvider.JDK.use();
    }

    @Test
    void isTheOneThatWasChosenLast() throws NoSuchAlgorithmException {
        int without = Security.getProviders().length;
        assertThat(CryptoProvider.current()).isEqualTo(CryptoProvider.JDK);
        assertThat(KeyAgreement.getInstance("ECDH").getProvider().getName()).isEqualTo("SunEC");

        CryptoProvider.CORRETTO.use();
        CryptoProvider.CORRETTO.use();

        assertThat(CryptoProvider.current()).isEqualTo(CryptoProvider.CORRETTO);
        assertThat(KeyAgreement.getInstance("ECDH").getProvider().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
        assertThat(Security.getProviders()).hasSize(without + 1);

        CryptoProvider.JDK.use();

        assertThat(CryptoProvider.current()).isEqualTo(CryptoProvider.JDK);
        assertThat(Security.getProviders()).hasSize(without);
        assertThat(CryptoProvider.CORRETTO.label()).isEqualTo("corretto");
    }

    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void envelopesToAKeyPairAreOpenedByTheOther(CryptoProvider sealer) {
        for (KeyEncryption encryption : KeyEncryption.values()) {
            sealer.use();
            TerminalPrivateKey key =
                    encryption.agrees() ? TerminalPrivateKey.generate(encryption) : Samples.terminalKey(encryption);
            String sealed = VoucherEnvelope.seal(Samples.voucher(key.publicKey()), key.publicKey());
            other(sealer).use();
            TerminalPrivateKey read = TerminalPrivateKey.parse(key.toJwkJson());
            assertThat(read.publicKey().thumbprint()).isEqualTo(key.publicKey().thumbprint());
            try (VoucherSecret opened = VoucherEnvelope.open(sealed, read)) {
                assertThat(opened).isEqualTo(Samples.voucher(key.publicKey()));
            }
            assertThatThrownBy(() -> VoucherEnvelope.open(spoiled(sealed), read))
                    .isInstanceOf(UnreadableEnvelopeException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void envelopesUnderASharedKeyAreOpenedByTheOther(CryptoProvider sealer) {
        for (SymmetricEncryption encryption : SymmetricEncryption.values()) {
            SharedKey key = Samples.sharedKey(SharedKey.Direction.TO_TERMINAL, 1);
            sealer.use();
            String sealed = VoucherEnvelope.seal(Samples.voucher(key), key, encryption);
            other(sealer).use();
            try (VoucherSecret opened = VoucherEnvelope.open(sealed, key, encryption)) {
                assertThat(opened).isEqualTo(Samples.voucher(key));
            }
            assertThatThrownBy(() -> VoucherEnvelope.open(spoiled(sealed), key, encryption))
                    .isInstanceOf(UnreadableEnvelopeException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void rechargesAndStatementsPassFromOneToTheOther(CryptoProvider sender) {
        sender.use();
        String statement = Samples.statement(Samples.rechargeKey());
        String sealed = RechargeEnvelope.seal(Samples.recharge(), Samples.rechargeKey(), KeyEncryption.ECDH_ES_A256KW);
        other(sender).use();

        assertThat(RechargeKeyStatement.verify(statement, Samples.pins())).isEqualTo(Samples.rechargeKey());
        assertThatThrownBy(() -> RechargeKeyStatement.verify(spoiled(statement), Samples.pins()))
                .isInstanceOf(UntrustedKeyException.class);
        try (RechargeContent opened = RechargeEnvelope.parse(sealed).open(Samples.opener())) {
            assertThat(opened).isEqualTo(Samples.recharge());
        }
    }

    /** With another character in its last part: a tag or a signature. */
    private static String spoiled(String compact) {
        int at = compact.lastIndexOf('.') + 2;
        return compact.substring(0, at) + (compact.charAt(at) == 'A' ? 'B' : 'A') + compact.substring(at + 1);
    }

    @Test
    void leavesNoUnpackedLibraryBehind() throws IOException, InterruptedException {
        assertThat(inAProcessOfItsOwn(System.getProperty("java.class.path"))).isEqualTo("corretto");
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysThatItIsNotThere() throws IOException, InterruptedException {
        String without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("AmazonCorrettoCryptoProvider"))
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(inAProcessOfItsOwn(without)).startsWith("jdk: the Corretto provider is not there: ");
    }

    /** Killed at its end, so that nothing can tidy up behind it. */
    private String inAProcessOfItsOwn(String classPath) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath,
                CryptoProviderTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            return String.valueOf(said.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Says what it uses, and waits to be killed. */
    public static void main(String... arguments) throws InterruptedException {
        String fault = "";
        try {
            CryptoProvider.CORRETTO.use();
        } catch (IllegalStateException notThere) {
            fault = ": " + notThere.getMessage();
        }
        System.out.println(CryptoProvider.current().label() + fault);
        Thread.sleep(60_000);
    }
}
