package io.sealcharge.platform.http.body;

import io.sealcharge.platform.app.admin.AdminChannelStore.ChannelOrder;
import io.sealcharge.platform.domain.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The body of putChannel. */
public final class ChannelBody {
    private static final int MAX_KEYS = 16;
    private static final Set<Scope> SCOPES = Scope.all(false);
    private static final MemberRule SCOPE =
            MemberRule.choice(SCOPES.stream().map(Scope::label).toArray(String[]::new));
    private static final BodyShape SHAPE = new BodyShape()
            .with("name", MemberRule.TITLE)
            .with("scopes", MemberRule.list(SCOPE, SCOPES.size()))
            .with("allProducts", MemberRule.FLAG)
            .withOptional("keys", MemberRule.list(MemberRule::jwk, MAX_KEYS));

    private ChannelBody() {}

    /**
     * @param id of the channel, from the path
     * @throws MalformedRequestException naming field and rule
     */
    public static ChannelOrder decode(String id, byte[] body) {
        BodyShape.Values values = SHAPE.read(body);
        Set<Scope> scopes = values.list("scopes").stream()
                .map(label -> Scope.ofLabel((String) label).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
        List<String> keys = values.has("keys") ? SigningKeyRule.check(values.list("keys"), "/keys") : null;
        return new ChannelOrder(id, values.text("name"), scopes, values.flag("allProducts"), keys);
    }
}
