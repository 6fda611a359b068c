package io.sealcharge.platform.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(2, 3);
    private final List<String> begun = new ArrayList<>();

    private boolean enter(String name) {
        return places.enter(() -> begun.add(name));
    }

    @Test
    void soManyBeginAtOnceAndTheOthersInTheirOrder() {
        enter("a");
        enter("b");
        enter("c");
        enter("d");

        assertThat(begun).containsExactly("a", "b");
        places.leave();
        assertThat(begun).containsExactly("a", "b", "c");
        places.leave();
        places.leave();
        places.leave();
        enter("e");
        enter("f");
        enter("g");
        assertThat(begun).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void whoCannotEvenWaitIsToldAtOnce() {
        List<Boolean> entered = List.of(enter("a"), enter("b"), enter("c"), enter("d"), enter("e"), enter("f"));

        assertThat(entered).containsExactly(true, true, true, true, true, false);
    }

    @Test
    void oneThatWasGivenUpTakesNoPlace() {
        enter("a");
        enter("b");
        places.enter(() -> false);
        enter("c");

        places.leave();

        assertThat(begun).containsExactly("a", "b", "c");
    }
}
