package io.sealcharge.platform.http;

import io.sealcharge.platform.app.IssueAccessToken;
import io.sealcharge.platform.app.IssueAccessToken.Denied;
import io.sealcharge.platform.app.IssueAccessToken.Granted;
import io.sealcharge.platform.http.body.OAuthFormException;
import io.sealcharge.platform.http.body.TokenForm;
import io.sealcharge.platform.http.json.AccessTokenJson;
import io.vertx.core.Future;

/** {@code POST /oauth2/token}. */
public final class IssueAccessTokenRoute implements ApiRoute {
    private final IssueAccessToken issueAccessToken;

    public IssueAccessTokenRoute(IssueAccessToken issueAccessToken) {
        this.issueAccessToken = issueAccessToken;
    }

    @Override
    public Future<Answer> answer(ApiRequest request) {
        TokenForm form;
        try {
            if (!request.headers("Authorization").isEmpty()) {
                throw new OAuthFormException(
                        "invalid_request", "the client assertion is the only credential: send no Authorization header");
            }
            form = TokenForm.decode(request.body().getBytes());
        } catch (OAuthFormException refused) {
            return Future.succeededFuture(ProblemMapper.denied(new Denied(refused.error(), refused.description())));
        }
        return issueAccessToken
                .execute(new IssueAccessToken.TokenRequest(form.clientAssertion(), form.scope()))
                .map(result -> switch (result) {
                    case Granted granted ->
                        Answer.ok(AccessTokenJson.granted(
                                        granted.accessToken(), granted.expiresInSeconds(), granted.scope()))
                                .with("Pragma", "no-cache");
                    case Denied denied -> ProblemMapper.denied(denied);
                });
    }
}
