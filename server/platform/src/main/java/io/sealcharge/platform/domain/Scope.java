package io.sealcharge.platform.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** Whether it is for operators; such a scope is never a channel's, and no other is an operator's. */
    public boolean isForOperators() {
        return label.startsWith("admin:");
    }

    /** The scopes that channels can have, or those that operators can have. */
    public static Set<Scope> all(boolean forOperators) {
        return Arrays.stream(values())
                .filter(scope -> scope.isForOperators() == forOperators)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** The scope's name on the wire. */
    public String label() {
        return label;
    }
}
