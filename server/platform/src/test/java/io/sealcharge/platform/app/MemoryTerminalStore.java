package io.sealcharge.platform.app;

import io.sealcharge.platform.app.VoucherStore.Remembered;
import io.sealcharge.platform.domain.KeyHandover;
import io.sealcharge.platform.domain.Outcome;
import io.sealcharge.platform.domain.Refusal;
import io.sealcharge.platform.domain.SharedKeyOnFile;
import io.sealcharge.platform.domain.Terminal;
import io.sealcharge.platform.domain.TerminalKid;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Terminals and their keys in maps, for tests of use cases and routes; writes can be made to be refused or to fail. */
public final class MemoryTerminalStore implements TerminalStore, SharedKeyStore {
    public int writes;

    /** What the next write is refused with. */
    public @Nullable Refusal refusal;

    final Map<UUID, Terminal> terminals = new LinkedHashMap<>();
    final Map<TerminalKid, SharedKeyOnFile> keys = new HashMap<>();
    final Map<String, Remembered<KeyHandover>> handovers = new HashMap<>();
    /** What the next writes fail with, one after the other. */
    final Deque<RuntimeException> failures = new ArrayDeque<>();
    /** Whether a write that fails is there all the same. */
    boolean committed;

    private final List<String> journal;

    public MemoryTerminalStore() {
        this(new ArrayList<>());
    }

    MemoryTerminalStore(List<String> journal) {
        this.journal = journal;
    }

    /** Forgets everything. */
    public void clear() {
        terminals.clear();
        keys.clear();
        handovers.clear();
        failures.clear();
        writes = 0;
        refusal = null;
    }

    /** Puts a key into any state. */
    public void put(SharedKeyOnFile key) {
        keys.put(new TerminalKid(key.id().terminal(), key.id().generation()), key);
    }

    private static String at(String channel, String reference) {
        return channel + " " + reference;
    }

    @Override
    public Future<Optional<SharedKeyOnFile>> findKey(String channel, TerminalKid kid) {
        journal.add("find key");
        return Future.succeededFuture(Optional.ofNullable(keys.get(kid))
                .filter(key -> key.id().channel().equals(channel)));
    }

    @Override
    public Future<Optional<Remembered<KeyHandover>>> findHandover(String channel, String reference) {
        journal.add("find handover");
        return Future.succeededFuture(Optional.ofNullable(handovers.get(at(channel, reference))));
    }

    @Override
    public Future<Optional<Terminal>> get(String channel, UUID id) {
        return Future.succeededFuture(Optional.ofNullable(terminals.get(id))
                .filter(terminal -> terminal.channel().equals(channel)));
    }

    @Override
    public Future<Optional<Terminal>> findActive(String channel, String name) {
        return Future.succeededFuture(terminals.values().stream()
                .filter(terminal -> terminal.channel().equals(channel)
                        && terminal.name().equals(name)
                        && terminal.state() == Terminal.State.ACTIVE)
                .findFirst());
    }

    @Override
    public Future<List<Terminal>> list(String channel, Wanted wanted) {
        UUID after = wanted.after();
        String name = wanted.name();
        return Future.succeededFuture(terminals.values().stream()
                .filter(terminal -> terminal.channel().equals(channel)
                        && (name == null || terminal.name().equals(name))
                        && (after == null || terminal.id().toString().compareTo(after.toString()) > 0))
                .limit(wanted.most())
                .toList());
    }

    @Override
    public Future<Outcome<KeyHandover>> register(KeyHandover first, byte[] requestDigest) {
        journal.add("register");
        return write(first, requestDigest);
    }

    @Override
    public Future<Outcome<KeyHandover>> rotate(KeyHandover next, byte[] requestDigest) {
        journal.add("rotate");
        return write(next, requestDigest);
    }

    private Future<Outcome<KeyHandover>> write(KeyHandover handover, byte[] requestDigest) {
        if (refusal != null) {
            return Future.succeededFuture(Outcome.refused(refusal));
        }
        if (failures.isEmpty() || committed) {
            keep(handover, requestDigest);
        }
        return failures.isEmpty()
                ? Future.succeededFuture(Outcome.done(handover))
                : Future.failedFuture(failures.poll());
    }

    private void keep(KeyHandover handover, byte[] requestDigest) {
        writes++;
        UUID id = handover.key().terminal();
        keys.replaceAll((kid, key) -> kid.terminal().equals(id) ? in(key, SharedKeyOnFile.State.RETIRED) : key);
        put(new SharedKeyOnFile(handover.key(), handover.terminal(), SharedKeyOnFile.State.ACTIVE, 0, 0));
        terminals.put(
                id,
                new Terminal(
                        id,
                        handover.key().channel(),
                        handover.terminal(),
                        Terminal.State.ACTIVE,
                        handover.key().generation(),
                        handover.createdAt()));
        handovers.put(at(handover.key().channel(), handover.reference()), new Remembered<>(handover, requestDigest));
    }

    private static SharedKeyOnFile in(SharedKeyOnFile key, SharedKeyOnFile.State state) {
        return new SharedKeyOnFile(key.id(), key.terminal(), state, key.sealed(), key.opened());
    }

    @Override
    public Future<Optional<Terminal>> revoke(String channel, UUID id) {
        return get(channel, id)
                .map(found -> found.map(terminal -> {
                    if (terminal.state() == Terminal.State.ACTIVE) {
                        writes++;
                    }
                    keys.replaceAll(
                            (kid, key) -> kid.terminal().equals(id) ? in(key, SharedKeyOnFile.State.REVOKED) : key);
                    Terminal revoked = new Terminal(
                            id,
                            channel,
                            terminal.name(),
                            Terminal.State.REVOKED,
                            terminal.generation(),
                            terminal.createdAt());
                    terminals.put(id, revoked);
                    return revoked;
                }));
    }
}
