package io.sealcharge.cli.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealcharge.cli.admin.Table;
import io.sealcharge.terminal.Account;
import io.sealcharge.terminal.Act;
import io.sealcharge.terminal.Purchase;
import io.sealcharge.terminal.Receipt;
import io.sealcharge.terminal.RegisteredTerminal;
import io.sealcharge.terminal.Replacement;
import io.sealcharge.terminal.SealedVoucher;
import io.sealcharge.terminal.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON documents of the terminal's commands: fields as the HTTP contract names them, times in RFC 3339. */
final class Documents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    static Map<String, Object> of(Purchase purchase) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", purchase.id());
        document.put("reference", purchase.reference());
        document.put("terminal", purchase.terminal());
        document.put("product", purchase.product());
        document.put("quantity", purchase.quantity());
        document.put("totalMinor", purchase.totalMinor());
        putIfKnown(document, "commissionMinor", purchase.commissionMinor());
        document.put("currency", purchase.currency());
        document.put("createdAt", purchase.createdAt().toString());
        putIfKnown(document, "answerErased", purchase.answerErased());
        document.put(
                "vouchers", purchase.vouchers().stream().map(Documents::voucher).toList());
        return document;
    }

    private static void putIfKnown(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }

    static Map<String, Object> of(RegisteredTerminal registered) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", registered.id());
        document.put("terminal", registered.terminal());
        document.put("kid", registered.kid());
        document.put("generation", registered.generation());
        document.put("createdAt", registered.createdAt().toString());
        return document;
    }

    static Map<String, Object> of(Replacement replacement) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", replacement.id());
        document.put("reference", replacement.reference());
        document.put("purchaseId", replacement.purchaseId());
        document.put("replacedSerialNumber", replacement.replacedSerialNumber());
        document.put("createdAt", replacement.createdAt().toString());
        document.put("voucher", voucher(replacement.voucher()));
        return document;
    }

    private static Map<String, Object> voucher(SealedVoucher voucher) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("serialNumber", voucher.serialNumber());
        document.put("faceValueMinor", voucher.faceValueMinor());
        document.put("currency", voucher.currency());
        document.put("expiresAt", voucher.expiresAt().toString());
        return document;
    }

    static Map<String, Object> of(io.sealcharge.terminal.Recharge recharge) {
        Map<String, Object> document = new LinkedHashMap<>();
        putIfKnown(document, "id", recharge.id());
        document.put("reference", recharge.reference());
        document.put("terminal", recharge.terminal());
        document.put("status", recharge.status());
        putIfKnown(document, "rechargeId", recharge.rechargeId());
        document.put("receipt", receipt(recharge.receipt()));
        return document;
    }

    private static @Nullable Map<String, Object> receipt(@Nullable Receipt receipt) {
        if (receipt == null) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rechargeId", receipt.rechargeId());
        document.put("reference", receipt.reference());
        document.put("serialNumber", receipt.serialNumber());
        document.put("phoneNumber", receipt.phoneNumber());
        document.put("amountMinor", receipt.amountMinor());
        document.put("currency", receipt.currency());
        document.put("redeemedAt", receipt.redeemedAt().toString());
        return document;
    }

    static Map<String, Object> of(Account account) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("channel", account.channel());
        document.put(
                "accounts", account.accounts().stream().map(Documents::balance).toList());
        return document;
    }

    private static Map<String, Object> balance(Account.Balance balance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("currency", balance.currency());
        document.put("balanceMinor", balance.balanceMinor());
        document.put("creditLimitMinor", balance.creditLimitMinor());
        document.put("availableMinor", balance.availableMinor());
        putIfKnown(document, "orderCapMinor", balance.orderCapMinor());
        putIfKnown(document, "dayCapMinor", balance.dayCapMinor());
        document.put("spentTodayMinor", balance.spentTodayMinor());
        return document;
    }

    static Map<String, Object> of(Statement page) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("items", page.items().stream().map(Documents::entry).toList());
        putIfKnown(document, "nextCursor", page.nextCursor());
        return document;
    }

    private static Map<String, Object> entry(Statement.Entry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", entry.id());
        document.put("kind", entry.kind());
        document.put("amountMinor", entry.amountMinor());
        document.put("currency", entry.currency());
        document.put("balanceMinor", entry.balanceMinor());
        document.put("actId", entry.actId());
        document.put("reference", entry.reference());
        document.put("postedAt", entry.postedAt().toString());
        return document;
    }

    /** A list in a document as a table. */
    static String[] table(Map<String, Object> document, String list, String... columns) {
        return Table.lines(JSON.valueToTree(Map.of("items", document.getOrDefault(list, List.of()))), columns)
                .toArray(String[]::new);
    }

    static Map<String, Object> of(Act act) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", act.kind().name().toLowerCase(Locale.ROOT));
        document.put("reference", act.reference());
        document.put("state", act.state().name().toLowerCase(Locale.ROOT));
        document.put("problem", act.problem());
        return document;
    }

    static Map<String, Object> acts(List<Act> acts) {
        return Map.of("acts", acts.stream().map(Documents::of).toList());
    }

    static String line(Act act) {
        return act.kind().name().toLowerCase(Locale.ROOT) + " " + act.reference() + " "
                + act.state().name().toLowerCase(Locale.ROOT)
                + (act.problem() == null ? "" : ": " + act.problem());
    }
}
