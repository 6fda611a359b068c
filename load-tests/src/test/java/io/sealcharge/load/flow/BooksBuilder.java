package io.sealcharge.load.flow;

/** Books as flows would have kept them. */
public final class BooksBuilder {
    private final Books books = new Books(new SpreadReferences("test"));

    public BooksBuilder bought(int purchase, long serialNumber) {
        books.acknowledgePurchase(purchase);
        books.bought(serialNumber, purchase);
        return this;
    }

    public BooksBuilder redeemed(int recharge, long serialNumber) {
        books.redeemed(serialNumber, recharge);
        return this;
    }

    public Books build() {
        return books;
    }
}
