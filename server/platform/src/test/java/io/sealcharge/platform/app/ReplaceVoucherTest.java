package io.sealcharge.platform.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcharge.envelope.KeyEncryption;
import io.sealcharge.envelope.SymmetricEncryption;
import io.sealcharge.envelope.TerminalPrivateKey;
import io.sealcharge.envelope.TerminalPublicKey;
import io.sealcharge.platform.app.MemoryReplacementStore.Fate;
import io.sealcharge.platform.app.ReplaceVoucher.Order;
import io.sealcharge.platform.app.UnavailableException.Part;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.Replacement;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.domain.TerminalKid;
import io.sealcharge.platform.domain.VoucherState;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplaceVoucherTest {
    private static final Caller CALLER = new Caller("shop", Set.of(), "trace-1");
    private static final TerminalPublicKey PUBLIC =
            TerminalPrivateKey.generate(KeyEncryption.ECDH_ES).publicKey();
    private static final KeyOrder OWN = new KeyOrder.Own(PUBLIC);
    private static final String OLD = MemoryReplacementStore.OLD.serialNumber();
    private static final UUID PURCHASE = MemoryReplacementStore.PURCHASE;
    private static final Order ORDER = new Order("ref-1", "till-1", PURCHASE, OLD, OWN);
    private static final UUID TERMINAL = new UUID(7, 8);
    private static final KeyOrder SHARED = new KeyOrder.Shared(new TerminalKid(TERMINAL, 2), SymmetricEncryption.DIR);

    private final List<String> journal = new ArrayList<>();
    private final MemoryReplacementStore replacements = new MemoryReplacementStore(journal);
    private final MemoryChannelStore channels = new MemoryChannelStore();
    private final RecordingKeys keys = new RecordingKeys(journal);
    private Optional<SharedKeyOnFile> keyOnFile = Optional.empty();
    private Instant now = Instant.parse("2026-11-22T08:00:00.123456Z");
    private final InstantSource clock = () -> now;
    private final ReplaceVoucher useCase = new ReplaceVoucher(
            replacements,
            new SharedKeys((channel, kid) -> Future.succeededFuture(keyOnFile.filter(
                    key -> key.id().channel().equals(channel) && key.id().kid().equals(kid.toString())))),
            channels,
            keys,
            new TimeOrderedIds(clock, new SecureRandom()),
            clock);

    @BeforeEach
    void channelIsActive() {
        channels.addActive("shop");
    }

    private Future<Outcome<Replacement>> replace(Order order) {
        return useCase.execute(CALLER, order);
    }

    private static Outcome.Done<Replacement> done(Future<Outcome<Replacement>> future) {
        assertThat(future.result()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done<Replacement>) future.result();
    }

    private void share(SharedKeyOnFile.State state, long sealed) {
        keyOnFile =
                Optional.of(new SharedKeyOnFile(new TerminalKeyId("shop", TERMINAL, 2, 1), "till-1", state, sealed, 0));
    }

    @Test
    void theNewVoucherIsWorthTheSameAsLongAsTheOldOne() {
        Outcome.Done<Replacement> done = done(replace(ORDER));

        assertThat(done.replayed()).isFalse();
        assertThat(done.value().replaced()).isEqualTo(OLD);
        assertThat(done.value().face().faceValue()).isEqualTo(MemoryReplacementStore.OLD.faceValue());
        assertThat(done.value().face().expiresAt()).isEqualTo(MemoryReplacementStore.OLD.expiresAt());
        assertThat(done.value().face().serialNumber()).hasSize(17).isNotEqualTo(OLD);
        assertThat(done.value().createdAt()).isEqualTo("2026-11-22T08:00:00.123Z");
        assertThat(replacements.drafts.getFirst().key()).isEqualTo(new SealingKey.Own(PUBLIC));
    }

    @Test
    void theEnvelopeIsMadeBeforeTheReplacementIsWritten() {
        replace(ORDER);

        assertThat(journal).containsExactly("find replacement", "find candidate", "mint", "record replacement");
    }

    @Test
    void aRepeatGetsTheStoredAnswerAndCallsNoHsm() {
        Replacement first = done(replace(ORDER)).value();
        journal.clear();
        replacements.state = VoucherState.BLOCKED;

        Outcome.Done<Replacement> again = done(replace(ORDER));

        assertThat(again.replayed()).isTrue();
        assertThat(again.value()).isEqualTo(first);
        assertThat(journal).containsExactly("find replacement");
    }

    static Stream<Order> ordersThatDifferInOneField() {
        return Stream.of(
                new Order("ref-1", "till-2", PURCHASE, OLD, OWN),
                new Order("ref-1", "till-1", new UUID(1, 3), OLD, OWN),
                new Order("ref-1", "till-1", PURCHASE, "1000000000000016", OWN),
                new Order("ref-1", "till-1", PURCHASE, OLD, SHARED),
                new Order(
                        "ref-1",
                        "till-1",
                        PURCHASE,
                        OLD,
                        new KeyOrder.Own(TerminalPrivateKey.generate(KeyEncryption.ECDH_ES)
                                .publicKey())));
    }

    @ParameterizedTest
    @MethodSource("ordersThatDifferInOneField")
    void theSameReferenceWithAnotherBodyIsRefusedAndCallsNoHsm(Order other) {
        replace(ORDER);
        journal.clear();

        assertThat(replace(other).result()).isEqualTo(Outcome.refused(Refusal.REFERENCE_REUSED));
        assertThat(journal).containsExactly("find replacement");
    }

    @Test
    void aSuspendedChannelGetsNothing() {
        replace(ORDER);
        channels.suspend("shop");

        assertThat(replace(ORDER).result()).isEqualTo(Outcome.refused(Refusal.CHANNEL_SUSPENDED));
    }

    @Test
    void aVoucherThatIsNotOfThePurchaseIsNotThere() {
        Order other = new Order("ref-1", "till-1", PURCHASE, "1000000000000016", OWN);

        assertThat(replace(other).result()).isEqualTo(Outcome.refused(Refusal.NOT_FOUND));
        assertThat(journal).doesNotContain("mint");
    }

    @ParameterizedTest
    @EnumSource
    void onlyASoldVoucherIsReplacedAndNoPinIsMintedForAnother(VoucherState state) {
        replacements.state = state;

        Outcome<Replacement> outcome = replace(ORDER).result();

        switch (state) {
            case SOLD -> assertThat(outcome).isInstanceOf(Outcome.Done.class);
            case RESERVED -> assertThat(outcome).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));
            default -> assertThat(outcome).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));
        }
        assertThat(journal.contains("mint")).isEqualTo(state == VoucherState.SOLD);
    }

    @Test
    void aVoucherIsReplacedUntilItsLastMillisecondAndUnlessItsBatchIsClosed() {
        replacements.batchOpen = false;
        assertThat(replace(ORDER).result()).isEqualTo(Outcome.refused(Refusal.STATE_CONFLICT));
        replacements.batchOpen = true;
        now = MemoryReplacementStore.OLD.expiresAt();
        assertThat(replace(ORDER).result()).isEqualTo(Outcome.refused(Refusal.VOUCHER_NOT_REPLACEABLE));
        now = now.minusMillis(1);
        assertThat(done(replace(ORDER)).replayed()).isFalse();
    }

    @Test
    void aSharedKeyOfThatTerminalSealsIt() {
        share(SharedKeyOnFile.State.ACTIVE, SharedKeyOnFile.MOST_MESSAGES - 1);

        assertThat(done(replace(new Order("ref-1", "till-1", PURCHASE, OLD, SHARED)))
                        .replayed())
                .isFalse();
        assertThat(done(replace(new Order("ref-2", TERMINAL.toString(), PURCHASE, OLD, SHARED)))
                        .replayed())
                .isFalse();
        assertThat(replacements.drafts)
                .allSatisfy(draft -> assertThat(draft.key())
                        .isEqualTo(new SealingKey.Shared(
                                new TerminalKeyId("shop", TERMINAL, 2, 1), SymmetricEncryption.DIR)));
    }

    @ParameterizedTest
    @CsvSource({
        "till-1, RETIRED, 0, TERMINAL_REVOKED",
        "till-1, REVOKED, 0, TERMINAL_REVOKED",
        "till-1, ACTIVE, 4294967296, TERMINAL_KEY_EXHAUSTED",
        "till-2, ACTIVE, 0, KID_FOREIGN"
    })
    void aSharedKeyThatMustNotSealMintsNothing(
            String terminal, SharedKeyOnFile.State state, long sealed, Refusal refusal) {
        share(state, sealed);

        assertThat(replace(new Order("ref-1", terminal, PURCHASE, OLD, SHARED)).result())
                .isEqualTo(Outcome.refused(refusal));
        assertThat(journal).doesNotContain("mint");
    }

    @Test
    void whatTheStatementRefusesIsRefused() {
        replacements.refusal = Refusal.VOUCHER_RESERVED;

        assertThat(replace(ORDER).result()).isEqualTo(Outcome.refused(Refusal.VOUCHER_RESERVED));
    }

    @Test
    void threeCollisionsAreForgivenAndTheFourthIsNot() {
        for (int i = 0; i < 4; i++) {
            replacements.fates.add(new Fate(false, new PinCollisionException()));
        }

        assertThat(replace(ORDER).cause()).isInstanceOf(PinCollisionException.class);
        assertThat(replacements.drafts)
                .extracting(draft -> draft.voucher().face().serialNumber())
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCommitOfUnknownOutcomeIsAskedForByReference() {
        RuntimeException away = new UnavailableException(Part.DATABASE, 2, null);
        replacements.fates.add(new Fate(true, away));

        Outcome.Done<Replacement> done = done(replace(ORDER));

        assertThat(done.replayed()).isFalse();
        assertThat(done.value().id()).isEqualTo(replacements.drafts.getFirst().id());

        replacements.fates.add(new Fate(false, away));
        assertThat(replace(new Order("ref-2", "till-1", PURCHASE, OLD, OWN)).cause())
                .isSameAs(away);
    }
}
