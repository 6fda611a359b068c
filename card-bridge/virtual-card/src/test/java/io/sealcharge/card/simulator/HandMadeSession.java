package io.sealcharge.card.simulator;

import io.sealcharge.card.protocol.CommandApdu;
import io.sealcharge.card.protocol.Nonce;
import io.sealcharge.card.protocol.PlatformSession;
import io.sealcharge.card.protocol.ResponseApdu;
import io.sealcharge.card.protocol.SerialNumber;
import io.sealcharge.card.testkit.DrivenCard;
import io.sealcharge.card.testkit.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A personalisation session that protects whatever it is given, right or wrong, written anew from the protocol's page. */
final class HandMadeSession {
    private static final int BLOCK = 16;
    private static final int NONCE_AT = 12;

    private final DrivenCard card;
    private final byte[] encryptionKey;
    private final byte[] macKey;
    private byte[] chain = new byte[BLOCK];
    private int command;

    private HandMadeSession(DrivenCard card, byte[] encryptionKey, byte[] macKey) {
        this.card = card;
        this.encryptionKey = encryptionKey;
        this.macKey = macKey;
    }

    static HandMadeSession begin(DrivenCard card, SerialNumber serial) {
        Nonce platform = new Nonce(new byte[Nonce.LENGTH]);
        byte[] answer = card.done(PlatformSession.begin(platform));
        byte[] nonce = Arrays.copyOfRange(answer, NONCE_AT, NONCE_AT + Nonce.LENGTH);
        byte[] transport = TestIssuer.transportKey(serial).bytes();
        return new HandMadeSession(
                card,
                derive(transport, "SEALCHARGE-PERSO-ENC-v1", serial, platform, nonce),
                derive(transport, "SEALCHARGE-PERSO-MACIN-v1", serial, platform, nonce));
    }

    /** Sends data with a MAC behind it that is right. */
    ResponseApdu send(int step, byte[] data) {
        command++;
        byte[] header = {(byte) 0x80, (byte) 0xE0, (byte) step, 0, (byte) (data.length + 2 + BLOCK)};
        chain = cmac(macKey, join(chain, header, data));
        byte[] whole = join(data, new byte[] {(byte) 0x8E, BLOCK}, chain);
        return card.send(new CommandApdu(0x80, 0xE0, step, 0, whole, true));
    }

    /** A cryptogram's object for the next command; the plaintext is of whole blocks. */
    byte[] encrypt(byte[] padded) {
        byte[] counter = new byte[BLOCK];
        counter[BLOCK - 1] = (byte) (command + 1);
        byte[] iv = cbc(new byte[BLOCK], counter);
        byte[] header = {(byte) 0x87, (byte) 0x81, (byte) padded.length};
        return join(header, cbc(iv, padded));
    }

    private byte[] cbc(byte[] iv, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(encryptionKey, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] derive(byte[] key, String label, SerialNumber serial, Nonce platform, byte[] nonce) {
        return cmac(
                key,
                join(
                        new byte[] {1},
                        label.getBytes(StandardCharsets.US_ASCII),
                        new byte[1],
                        serial.bytes(),
                        platform.bytes(),
                        nonce,
                        new byte[] {0, (byte) 0x80}));
    }

    private static byte[] cmac(byte[] key, byte[] message) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] out = new byte[BLOCK];
        mac.doFinal(out, 0);
        return out;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
