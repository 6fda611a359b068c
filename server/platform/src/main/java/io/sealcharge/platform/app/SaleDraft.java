package io.sealcharge.platform.app;

import io.sealcharge.platform.domain.Product;

/** What is known of a sale before its vouchers are. */
record SaleDraft(String channel, CreatePurchase.Order order, byte[] digest, Product product, SealingKey key) {}
