package io.sealcharge.terminal;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;

/** Answers of success, of whatever kind: all that is required is there, or the answer is unexpected. */
public final class AnswerTarget implements FuzzTarget {
    private final Class<? extends Record> type;

    /** @param type of answer */
    public AnswerTarget(Class<? extends Record> type) {
        this.type = type;
    }

    @Override
    public void read(byte[] input) {
        Record answer;
        try {
            answer = Json.read(input, type);
        } catch (UnexpectedAnswerException refused) {
            Told.requireHarmless(String.valueOf(refused.getMessage()));
            return;
        }
        Told.require(answer != null && answer.equals(Json.read(input, type)), "another answer the second time");
        if (answer instanceof Purchase purchase) {
            purchase.vouchers().forEach(voucher -> Told.require(voucher != null, "no voucher"));
        }
    }
}
