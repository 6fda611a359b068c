package io.sealcharge.card.keys;

import io.sealcharge.card.protocol.CardCertificate;
import io.sealcharge.card.protocol.CardSignature;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.protocol.Signed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A register in a folder: one file for each row, {@code SERIAL.certificate}, written whole or not at all. Its first line
 * is the certificate in hexadecimal, its second the signature. For a handful of cards: it reads all rows to add one.
 * Several processes may use it; nothing in it is secret.
 */
public final class FileCertificateRegister implements CertificateRegister {
    private static final String SUFFIX = ".certificate";

    private final Path folder;

    /** @param folder made if missing */
    public FileCertificateRegister(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<CardRecord> find(SerialNumber serial) {
        Path file = file(serial);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    @Override
    public CardRecord add(SerialNumber serial, CardCertificate certificate) {
        return locked(() -> {
            for (CardRecord row : all()) {
                boolean sameCard = row.certificate().cardId().equals(certificate.cardId())
                        && row.certificate().epoch() == certificate.epoch();
                boolean sameSerial = row.serial().equals(serial);
                if (sameSerial && row.certificate().equals(certificate)) {
                    return row;
                }
                if (sameSerial || sameCard) {
                    throw new CardKeyException("a certificate of epoch "
                            + row.certificate().epoch() + " stands in the register already for card "
                            + row.certificate().cardId() + " with serial number " + row.serial());
                }
            }
            CardRecord row = new CardRecord(serial, certificate, Optional.empty());
            write(row);
            return row;
        });
    }

    @Override
    public Signed<CardCertificate> sign(SerialNumber serial, Signed<CardCertificate> certificate) {
        return locked(() -> {
            CardRecord row = find(serial)
                    .filter(found -> found.certificate().equals(certificate.statement()))
                    .orElseThrow(() -> new CardKeyException("this certificate does not stand in the register"));
            if (row.signed().isPresent()) {
                return row.signed().get();
            }
            write(new CardRecord(serial, certificate.statement(), Optional.of(certificate.signature())));
            return certificate;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private synchronized <T> T locked(Work<T> work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("register.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("register of certificates in " + folder + ": " + e.getMessage(), e);
        }
    }

    private List<CardRecord> all() throws IOException {
        List<CardRecord> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .forEach(file -> rows.add(read(file)));
        }
        return rows;
    }

    private static CardRecord read(Path file) {
        try {
            String name = file.getFileName().toString();
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            return new CardRecord(
                    SerialNumber.parse(name.substring(0, name.length() - SUFFIX.length())),
                    CardCertificate.decode(HexFormat.of().parseHex(lines.getFirst())),
                    lines.size() > 1 ? Optional.of(CardSignature.parse(lines.get(1))) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("the row " + file + " cannot be read", e);
        } catch (RuntimeException e) {
            throw new CardKeyException(file + " is no row of the register: restore it from a copy", e);
        }
    }

    private void write(CardRecord row) throws IOException {
        String lines = HexFormat.of().formatHex(row.certificate().encode()) + "\n"
                + row.signature().map(signature -> signature + "\n").orElse("");
        Path file = file(row.serial());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(lines);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel whole = FileChannel.open(folder, StandardOpenOption.READ)) {
            whole.force(true);
        }
    }

    private Path file(SerialNumber serial) {
        return folder.resolve(serial + SUFFIX);
    }
}
