package io.sealcharge.load.drive;

import io.sealcharge.cli.run.AccessToken;
import io.sealcharge.load.wire.RequestHead;
import io.sealcharge.terminal.ChannelCredentials;
import java.io.IOException;
import java.net.URI;

/** A channel that sells for the load: its id and what its requests begin with. */
public final class SalesChannel {
    private final URI platform;
    private final ChannelCredentials credentials;
    private volatile Heads heads;

    private record Heads(RequestHead purchases, RequestHead rechargeRequests, RequestHead recharges) {}

    SalesChannel(URI platform, ChannelCredentials credentials, String accessToken) {
        this.platform = platform;
        this.credentials = credentials;
        this.heads = heads(platform, accessToken);
    }

    /** Signs in; blocks. */
    public static SalesChannel signIn(URI platform, ChannelCredentials credentials)
            throws IOException, InterruptedException {
        return new SalesChannel(platform, credentials, AccessToken.fetch(platform, credentials));
    }

    /** Takes another access token before the old one ends; blocks. */
    void signInAgain() throws IOException, InterruptedException {
        heads = heads(platform, AccessToken.fetch(platform, credentials));
    }

    private static Heads heads(URI platform, String token) {
        return new Heads(
                new RequestHead(platform, "/v1/purchases", token),
                new RequestHead(platform, "/v1/recharge-requests", token),
                new RequestHead(platform, "/v1/recharges", token));
    }

    public String id() {
        return credentials.channel();
    }

    public ChannelCredentials credentials() {
        return credentials;
    }

    public RequestHead purchases() {
        return heads.purchases();
    }

    public RequestHead rechargeRequests() {
        return heads.rechargeRequests();
    }

    public RequestHead recharges() {
        return heads.recharges();
    }
}
