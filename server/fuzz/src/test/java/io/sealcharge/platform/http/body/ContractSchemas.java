package io.sealcharge.platform.http.body;

import io.sealcharge.platform.http.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.json.schema.Validator;
import java.util.concurrent.TimeUnit;

/** The schemas of request bodies in the contract. */
public final class ContractSchemas {
    private static final long LOAD_S = 30;

    private final Contract contract;

    public ContractSchemas() {
        Vertx vertx = Vertx.vertx();
        try {
            contract = Contract.load(vertx)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LOAD_S, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(LOAD_S, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the contract cannot be loaded", failure);
        }
    }

    Validator bodyOf(String operation) {
        return contract.model()
                .getSchemaRepository()
                .validator(contract.model()
                        .operation(operation)
                        .getRequestBody()
                        .getContent()
                        .get("application/json")
                        .getSchema());
    }

    static boolean allows(Validator schema, byte[] body) {
        return schema.validate(Json.decodeValue(Buffer.buffer(body))).getValid();
    }
}
