package io.sealcharge.hsm.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcharge.hsm.HsmFailure;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

class VendorProfileTest {
    @ParameterizedTest
    @CsvSource({
        "SoftHSM project,softhsm",
        "Mozilla Foundation,nss",
        "Some Vendor Ltd.,generic",
        "'',generic",
    })
    void aTokenIsKnownByItsManufacturer(String manufacturer, String profile) {
        assertThat(VendorProfile.forManufacturer(manufacturer).name()).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource({"libsofthsm2.so,softhsm", "libsoftokn3.so,nss", "libCryptoki2_64.so,generic"})
    void aLibraryIsKnownByItsFileName(String fileName, String profile) {
        assertThat(VendorProfile.forLibrary(fileName).name()).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource({
        "CKR_SESSION_HANDLE_INVALID,REOPEN_SESSION,SESSION_LOST",
        "CKR_USER_NOT_LOGGED_IN,LOGIN_AGAIN,LOGIN_LOST",
        "CKR_KEY_HANDLE_INVALID,FIND_AGAIN,SESSION_LOST",
        "CKR_CRYPTOKI_NOT_INITIALIZED,REINITIALISE,UNAVAILABLE",
        "CKR_DEVICE_REMOVED,REINITIALISE,UNAVAILABLE",
        "CKR_TOKEN_NOT_PRESENT,REINITIALISE,UNAVAILABLE",
        "CKR_GENERAL_ERROR,SUSPECT,SESSION_LOST",
        "CKR_SESSION_COUNT,WAIT,BUSY",
        "CKR_MECHANISM_INVALID,UNSUPPORTED,UNSUPPORTED",
        "CKR_DATA_LEN_RANGE,REFUSE,REFUSED",
        "CKR_PIN_INCORRECT,STOP,PIN_REFUSED",
        "CKR_PIN_LOCKED,STOP,PIN_REFUSED",
        "CKR_PIN_EXPIRED,STOP,PIN_REFUSED",
    })
    void anErrorHasARemedy(String name, Remedy remedy, HsmFailure failure) {
        long code = PKCS11Constants.ckrNameToCode(name);

        Remedy found = VendorProfile.load("generic").errors().remedy(new CkException("C_Sign", code));

        assertThat(found).isEqualTo(remedy);
        assertThat(found.failure()).isEqualTo(failure);
    }

    @Test
    void aCodeOfTheVendorsOwnIsSuspect() {
        CkException error = new CkException("C_Sign", PKCS11Constants.CKR_VENDOR_DEFINED + 0x44);

        assertThat(VendorProfile.load("generic").errors().remedy(error)).isEqualTo(Remedy.SUSPECT);
    }

    @Test
    void aLineForOneFunctionGoesBeforeTheGeneralOne() {
        ErrorTable errors = VendorProfile.load("softhsm").errors();

        assertThat(errors.remedy(new CkException("C_UnwrapKey", PKCS11Constants.CKR_GENERAL_ERROR)))
                .isEqualTo(Remedy.REFUSE);
        assertThat(errors.remedy(new CkException("C_DeriveKey", PKCS11Constants.CKR_GENERAL_ERROR)))
                .isEqualTo(Remedy.SUSPECT);
    }

    @Test
    void whatAProfileDoesNotKnowOrLacksIsRefused() {
        Properties more = ErrorTable.resource("profiles/generic.properties");
        more.setProperty("colour", "blue");
        Properties less = ErrorTable.resource("profiles/generic.properties");
        less.remove("kdf");
        Properties wrong = ErrorTable.resource("profiles/generic.properties");
        wrong.setProperty("error.CKR_NO_SUCH", "REFUSE");

        assertThatThrownBy(() -> VendorProfile.of("more", more)).hasMessageContaining("colour");
        assertThatThrownBy(() -> VendorProfile.of("less", less)).hasMessageContaining("kdf");
        assertThatThrownBy(() -> VendorProfile.of("wrong", wrong)).hasMessageContaining("CKR_NO_SUCH");
    }
}
