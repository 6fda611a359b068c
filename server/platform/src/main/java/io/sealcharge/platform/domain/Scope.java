package io.sealcharge.platform.domain;

import java.util.Arrays;
import java.util.Optional;

/** What an access token permits (RFC 6749, 3.3). */
public enum Scope {
    PRODUCTS_READ("products:read"),
    VOUCHERS_BUY("vouchers:buy"),
    VOUCHERS_READ("vouchers:read"),
    VOUCHERS_RECHARGE("vouchers:recharge"),
    SUBSCRIBERS_READ("subscribers:read"),
    TERMINALS_MANAGE("terminals:manage"),
    ACCOUNT_READ("account:read"),
    /** Products, channels and their terms. */
    ADMIN_CATALOGUE("admin:catalogue"),
    ADMIN_CREDIT("admin:credit"),
    ADMIN_STOCK("admin:stock"),
    ADMIN_VOUCHERS("admin:vouchers"),
    ADMIN_BARS("admin:bars");

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /** The scope of this name, if there is one. */
    public static Optional<Scope> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label.equals(label))
                .findFirst();
    }

    /** The scope's name on the wire. */
    public String label() {
        return label;
    }
}
