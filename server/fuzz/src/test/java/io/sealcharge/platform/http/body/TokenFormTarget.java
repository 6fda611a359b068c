package io.sealcharge.platform.http.body;

import io.sealcharge.fuzz.FuzzTarget;
import io.sealcharge.fuzz.Told;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The form of the token endpoint: whole or refused in the characters that RFC 6749, 5.2 allows. */
public final class TokenFormTarget implements FuzzTarget {
    private static final String GOOD =
            "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

    @Override
    public void read(byte[] input) {
        TokenForm form;
        try {
            form = TokenForm.decode(input);
        } catch (OAuthFormException refused) {
            Told.require(refused.error().matches("[a-z_]{1,64}"), "no error code: " + refused.error());
            Told.require(
                    refused.getMessage().matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+"),
                    "not for error_description: " + refused.getMessage());
            return;
        }
        String scope = form.scope();
        Told.require(form.toString().equals("TokenForm[scope=" + scope + "]"), "the form tells more than its scope");
        String again = GOOD + "&client_assertion=" + encoded(form.clientAssertion())
                + (scope == null ? "" : "&scope=" + encoded(scope));
        TokenForm same = TokenForm.decode(again.getBytes(StandardCharsets.UTF_8));
        Told.require(same.equals(form), "another form after writing and reading");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
