package io.sealcharge.card.protocol;

import java.util.Arrays;

/** What an operation does, behind the fields that all operations have. */
public sealed interface OperationContent {
    Business business();

    /**
     * Value onto the card or off it.
     *
     * @param amountMinor more than 0; the business says in which direction
     * @param counterpart where the value comes from or goes to
     */
    record ValueMove(Business business, CurrencyNumber currency, long amountMinor, Counterpart counterpart)
            implements OperationContent {
        static final int CHANGE_LENGTH = 9;

        private static final byte PLUS = 0x2B;
        private static final byte MINUS = 0x2D;

        public ValueMove {
            if (business.isAdministration()) {
                throw new IllegalArgumentException("administration moves no value");
            }
            if (Numbers.requireAmount(amountMinor) == 0) {
                throw new MalformedCardDataException("amount must not be 0");
            }
        }

        private byte sign() {
            return business.isCredit() ? PLUS : MINUS;
        }

        /** Sign and amount. */
        byte[] change() {
            byte[] bytes = new byte[CHANGE_LENGTH];
            bytes[0] = sign();
            System.arraycopy(Numbers.amount(amountMinor), 0, bytes, 1, Numbers.AMOUNT_LENGTH);
            return bytes;
        }

        static ValueMove read(Business business, TlvReader reader) {
            CurrencyNumber currency = CurrencyNumber.decode(reader.value(Tags.CURRENCY, CurrencyNumber.LENGTH));
            byte[] change = reader.value(Tags.AMOUNT_CHANGE, CHANGE_LENGTH);
            long amount = Numbers.amount(Arrays.copyOfRange(change, 1, CHANGE_LENGTH));
            Counterpart counterpart = Counterpart.decode(reader.value(Tags.COUNTERPART, Counterpart.LENGTH));
            ValueMove move = new ValueMove(business, currency, amount, counterpart);
            if (change[0] != move.sign()) {
                throw new MalformedCardDataException("sign must fit the business");
            }
            return move;
        }
    }

    /** Other limits. */
    record NewLimits(CurrencyNumber currency, Limits limits) implements OperationContent {
        @Override
        public Business business() {
            return Business.LIMITS;
        }
    }

    /** One more key of the issuer. */
    record AddIssuerKey(IssuerKey key) implements OperationContent {
        @Override
        public Business business() {
            return Business.ADD_ISSUER_KEY;
        }
    }

    /** One key of the issuer less. */
    record RetireIssuerKey(KeyReference key) implements OperationContent {
        @Override
        public Business business() {
            return Business.RETIRE_ISSUER_KEY;
        }
    }

    /** Administration that needs no more than its name. */
    record Bare(Business business) implements OperationContent {
        public Bare {
            switch (business) {
                case BLOCK, UNBLOCK, RESET_HOLDER_PIN, RETIRE_CARD -> {}
                default -> throw new IllegalArgumentException(business + " has content");
            }
        }
    }
}
