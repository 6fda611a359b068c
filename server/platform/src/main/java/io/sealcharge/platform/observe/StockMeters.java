package io.sealcharge.platform.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sealcharge.platform.app.StockClaims;

/** The meters of the vouchers that a node claims from stock. */
public record StockMeters(StockClaims claims) {

    public void bind(MeterRegistry registry) {
        Gauge.builder("sealcharge.stock.claimed", claims, StockClaims::held).register(registry);
        FunctionCounter.builder("sealcharge.stock.claims", claims, StockClaims::claimed)
                .register(registry);
        FunctionCounter.builder("sealcharge.stock.releases", claims, StockClaims::released)
                .register(registry);
        FunctionCounter.builder("sealcharge.stock.spoiled", claims, StockClaims::spoiled)
                .register(registry);
    }
}
