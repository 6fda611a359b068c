package io.sealcharge.platform.persistence;

import static io.sealcharge.platform.persistence.Shop.CHANNEL;
import static io.sealcharge.platform.persistence.Shop.NOW;
import static io.sealcharge.platform.persistence.Shop.OTHER_CHANNEL;
import static io.sealcharge.platform.persistence.Shop.digest;

import io.sealcharge.platform.app.RechargeStore.Attempt;
import io.sealcharge.platform.app.RechargeStore.Limits;
import io.sealcharge.platform.app.RechargeStore.Rules;
import io.sealcharge.platform.domain.AssignedKey;
import io.sealcharge.platform.domain.PinIndex;
import io.sealcharge.platform.domain.RechargeRequest;
import io.sealcharge.platform.domain.TerminalKeyId;
import io.sealcharge.platform.persistence.RechargeRequestRows.Asking;
import io.sealcharge.platform.persistence.RechargeRows.Redeeming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * First and second requests at random: repeats with the same and another body, several of a terminal, of a voucher and of a
 * number, and whatever can be wrong with a key, a voucher or an envelope.
 *
 * <p>In one round a terminal uses the key of one request, or makes nothing but mistakes: why a key could not be used is
 * found out after the statement, and another act of the terminal may change the answer meanwhile.
 */
final class RechargeMix {
    private static final int TERMINALS = 12;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Random random;
    private final int place;
    private final String name;
    private final TwinShops twins;
    private final List<PinIndex> vouchers;
    private final Limits limits;

    /** The key of several requests; of one terminal of each channel, whose other acts alone change what is told of it. */
    private final AssignedKey window;

    private final List<Asking> asked = new ArrayList<>();

    RechargeMix(Random random, int number, TwinShops twins) {
        this.random = random;
        this.place = number;
        this.name = "m" + number;
        this.twins = twins;
        this.vouchers = twins.sell(name, 10, TwinShops.LATER);
        this.window = Shop.windowKey(name);
        this.limits = random.nextBoolean() ? Shop.LIMITS : new Limits(1 + random.nextInt(8), 1 + random.nextInt(12));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    List<Asking> requests() {
        List<Asking> requests = new ArrayList<>();
        int count = 10 + random.nextInt(16);
        while (requests.size() < count) {
            Asking next = !asked.isEmpty() && oneIn(6) ? again(any(asked)) : asking();
            requests.add(next);
            asked.add(next);
        }
        return requests;
    }

    private Asking asking() {
        String reference = name + "-r" + asked.size();
        if (oneIn(4)) {
            TerminalKeyId key = any(twins.sharedKeys);
            // one key at two terminals, as when one names itself and one its registration
            String terminal = name + (oneIn(2) ? "-shared" : "-same");
            return new Asking(Shop.sharedRequest(reference, terminal, key), digest(reference), limits);
        }
        String terminal = oneIn(12) ? "barred" : name + "-t" + random.nextInt(TERMINALS);
        Instant expiresAt = NOW.plusSeconds(oneIn(10) ? 1 : 120);
        String channel = oneIn(5) ? OTHER_CHANNEL : CHANNEL;
        RechargeRequest request = oneIn(6)
                ? Shop.under(window, Shop.request(channel, reference, name + "-window", expiresAt))
                : Shop.request(channel, reference, terminal, expiresAt);
        return new Asking(request, digest(reference), limits);
    }

    /** The same reference and terminal, another id and key. */
    private Asking again(Asking former) {
        RechargeRequest first = former.request();
        RechargeRequest second =
                Shop.request(first.channel(), first.reference(), first.terminal(), NOW.plusSeconds(120));
        return new Asking(second, oneIn(2) ? former.requestDigest() : digest("another body"), limits);
    }

    List<Redeeming> recharges() {
        List<List<Asking>> terminals = new ArrayList<>(asked.stream()
                .collect(Collectors.groupingBy(RechargeMix::terminal, LinkedHashMap::new, Collectors.toList()))
                .values());
        Collections.shuffle(terminals, random);
        int wrong = terminals.size() / 3;
        List<RechargeRequest> right = terminals.subList(wrong, terminals.size()).stream()
                .map(requests -> requests.getLast().request())
                .toList();
        List<RechargeRequest> former = new ArrayList<>();
        List<RechargeRequest> mistaken = new ArrayList<>();
        for (List<Asking> requests : terminals.subList(0, wrong)) {
            Asking one = any(requests);
            (one.equals(requests.getLast()) ? mistaken : former).add(one.request());
        }
        List<RechargeRequest> good =
                Stream.concat(right.stream(), former.stream()).toList();
        Map<UUID, Redeeming> first = new HashMap<>();
        List<Redeeming> recharges = new ArrayList<>();
        int count = 12 + random.nextInt(14);
        while (recharges.size() < count) {
            if (!mistaken.isEmpty() && oneIn(5)) {
                recharges.add(mistake(any(mistaken)));
                continue;
            }
            RechargeRequest request = any(good);
            Redeeming before = first.get(request.id());
            Redeeming next = before != null && oneIn(2)
                    ? repeat(before)
                    : recharge(request, request.key().kid(), request.terminal());
            first.putIfAbsent(request.id(), next);
            recharges.add(next);
        }
        return recharges;
    }

    private static String terminal(Asking asking) {
        return asking.request().channel() + ' ' + asking.request().terminal();
    }

    private Redeeming recharge(RechargeRequest request, String kid, String terminal) {
        List<PinIndex> candidates = candidates();
        String number = "+86138%07d%d".formatted(place, random.nextInt(2));
        Attempt attempt = new Attempt(
                UUID.randomUUID(),
                request.channel(),
                request.reference(),
                digest(request.reference() + candidates.getLast().hashCode() + number),
                terminal,
                kid,
                number,
                candidates,
                !oneIn(20),
                "trace-" + request.reference(),
                NOW.plusSeconds(1));
        return new Redeeming(attempt, new Rules(WINDOW, 2, oneIn(3) ? Duration.ofSeconds(10) : null));
    }

    private List<PinIndex> candidates() {
        PinIndex unknown = new PinIndex(digest("unknown " + random.nextInt(5)), 1);
        PinIndex one = oneIn(4) ? any(twins.spoilt) : oneIn(5) ? unknown : any(vouchers);
        return switch (random.nextInt(8)) {
            case 0 -> List.of(new PinIndex(digest("in the newest epoch " + one.hashCode()), 2), one);
            case 1 -> List.of(new PinIndex(one.value(), 2));
            case 2 -> one.equals(vouchers.getFirst()) ? List.of(one) : List.of(one, vouchers.getFirst());
            default -> List.of(one);
        };
    }

    /** The same reference and key again: the same body under another id, or another body. */
    private Redeeming repeat(Redeeming former) {
        Attempt a = former.attempt();
        Attempt again = new Attempt(
                UUID.randomUUID(),
                a.channel(),
                a.reference(),
                oneIn(2) ? a.requestDigest() : digest("another body"),
                a.terminal(),
                a.kid(),
                a.phoneNumber(),
                a.candidates(),
                a.bound(),
                "another trace",
                a.at());
        return new Redeeming(again, former.rules());
    }

    /** With a key that cannot be used. */
    private Redeeming mistake(RechargeRequest request) {
        return switch (random.nextInt(3)) {
            case 0 -> recharge(request, "kid-unheard-of", request.terminal());
            case 1 -> recharge(request, twins.unusedKey.kid(), request.terminal());
            default -> recharge(request, request.key().kid(), "nobody");
        };
    }
}
